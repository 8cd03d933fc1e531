using System.Diagnostics;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Two halves that lose each other, go on writing, and meet again.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class PartitionTests
{
    private const int LinesPerPerson = 5;

    [Fact]
    public Task Halves_that_wrote_for_15_s_have_each_others_lines_once_after_healing() => PartAndHealAsync(TimeSpan.FromSeconds(15));

    [Fact(Explicit = true)]
    public Task Halves_that_wrote_for_60_s_have_each_others_lines_once_after_healing() => PartAndHealAsync(TimeSpan.FromSeconds(60));

    private static async Task PartAndHealAsync(TimeSpan length)
    {
        await using MeshGroup group = await MeshGroup.StartAsync(4, (air, hosts) => air.ConnectAll(hosts));
        IReadOnlyList<LabHost> hosts = group.Network.Hosts;
        int[] marks = group.Marks();
        long cut = Stopwatch.GetTimestamp();
        await group.Network.ShapeAsync(air => air.Partition([hosts[0], hosts[1]], [hosts[2], hosts[3]]));
        await AllAcrossAsync(group, (one, other) => one.WaitForEndOfLinkToAsync(other, MeshGroup.Patience, marks[Index(group, one)]));
        await WriteAsync(group, length - Stopwatch.GetElapsedTime(cut));
        Assert.Equal(0, group[0].TimesShown(Text(2, 0)));
        Assert.Equal(0, group[3].TimesShown(Text(1, 0)));

        marks = group.Marks();
        long healed = Stopwatch.GetTimestamp();
        await group.Network.ShapeAsync(air => air.Heal());
        LabLine[] up = await AllAcrossAsync(group, (one, other) => one.WaitForLinkToAsync(other, MeshGroup.Patience, marks[Index(group, one)]));
        Assert.All(up, line => Assert.InRange(line.Since(healed), TimeSpan.Zero, LabBounds.LinkedAgain));
        for (int author = 0; author < group.People.Count; author++)
        {
            for (int number = 0; number < LinesPerPerson; number++)
            {
                await group.ShownByAllAsync(group[author], Text(author, number));
            }
        }

        await group[0].SayAsync("together again");
        await group.ShownByAllAsync(group[0], "together again");
        Assert.All(Enumerable.Range(0, group.People.Count * LinesPerPerson), line => Assert.Equal(
            group.People.Count - 1, group.People.Sum(person => person.TimesShown(Text(line / LinesPerPerson, line % LinesPerPerson)))));
    }

    // Both halves write, spread over the whole length of the partition.
    private static async Task WriteAsync(MeshGroup group, TimeSpan length)
    {
        for (int number = 0; number < LinesPerPerson; number++)
        {
            await Task.WhenAll(group.People.Select((person, author) => person.SayAsync(Text(author, number))));
            await group[0].WaitForMessageAsync(Text(1, number), MeshGroup.Patience);
            await group[3].WaitForMessageAsync(Text(2, number), MeshGroup.Patience);
            await Task.Delay(length / LinesPerPerson);
        }
    }

    private static async Task<LabLine[]> AllAcrossAsync(MeshGroup group, Func<MeshHost, MeshHost, Task<LabLine>> wait) => await Task.WhenAll(
        group.People.Take(2).SelectMany(one => group.People.Skip(2).SelectMany(other => new[] { wait(one, other), wait(other, one) })));

    private static int Index(MeshGroup group, MeshHost person) => group.People.ToList().IndexOf(person);

    private static string Text(int author, int number) => $"{author} wrote {number}";
}
