using System.Diagnostics;
using System.Globalization;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Five hosts of which everybody hears everybody: a cable with a switch, or one Wi-Fi cell.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class LanTests(SharedGroup shared) : IClassFixture<SharedGroup>
{
    private const int TextBytesMax = 65_536;
    private static readonly TimeSpan Nap = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Everybody_shows_everybodys_line_once()
    {
        MeshGroup group = await LanAsync();
        string[] texts = [.. group.People.Select(person => $"grüß euch {Unique()}")];
        await Task.WhenAll(group.People.Zip(texts, (person, text) => person.SayAsync(text)));
        for (int author = 0; author < texts.Length; author++)
        {
            IReadOnlyList<LabLine> shown = await group.ShownByAllAsync(group[author], texts[author]);
            Assert.All(shown, line => Assert.Equal(("lobby", "text"), (line.Field("room"), line.Field("kind"))));
            Assert.Contains(shown, line => line.Number("hops") == 1);

            // Lines follow the tree, which may lead over a third where a direct link exists too.
            Assert.All(shown, line => Assert.InRange(line.Number("hops"), 1, 4));
            Assert.Single(shown.Select(line => line.Field("id")).Distinct());
            await group[author].WaitForEventAsync("sent", line => line.Field("text") == texts[author], MeshGroup.Patience);
        }

        // What comes later would have been overtaken by second copies of what came before.
        string last = Unique();
        await group[0].SayAsync(last);
        await group.ShownByAllAsync(group[0], last);
        Assert.All(group.People, person => Assert.All(texts, text => Assert.InRange(person.TimesShown(text), 0, 1)));
    }

    [Fact]
    public async Task Line_of_64_KiB_passes_and_a_longer_one_gets_a_clear_error()
    {
        MeshGroup group = await LanAsync();
        string longest = Unique().PadRight(TextBytesMax, 'x');
        await group[0].SayAsync(longest);
        await group.ShownByAllAsync(group[0], longest);

        int mark = group[0].Process.Output.Count;
        string tooLong = Unique().PadRight(TextBytesMax + 1, 'y');
        await group[0].SayAsync(tooLong);
        LabLine error = await group[0].WaitForEventAsync("error", _ => true, MeshGroup.Patience, mark);
        Assert.Contains("65,537 bytes", error.Field("message"), StringComparison.Ordinal);
        Assert.Contains("at most 65,536", error.Field("message"), StringComparison.Ordinal);
        string after = Unique();
        await group[0].SayAsync(after);
        await group.ShownByAllAsync(group[0], after);
        Assert.All(group.People, person => Assert.Equal(0, person.TimesShown(tooLong)));
    }

    [Fact]
    public async Task Killed_process_is_missed_within_3_s_and_is_back_with_its_identity_after_a_restart()
    {
        MeshGroup group = await LanAsync();
        MeshHost victim = group[4];
        MeshHost[] others = [.. group.People.Where(person => person != victim)];
        int[] marks = group.Marks();
        long killed = Stopwatch.GetTimestamp();
        victim.Process.Kill9();
        for (int index = 0; index < others.Length; index++)
        {
            LabLine down = await others[index].WaitForEndOfLinkToAsync(victim, MeshGroup.Patience, marks[index]);
            Assert.InRange(down.Since(killed), TimeSpan.Zero, LabBounds.Noticed(down));
        }

        string missed = Unique();
        await others[0].SayAsync(missed);
        MeshHost again = await group.RestartAsync(victim);
        Assert.Equal(victim.Peer, again.Peer);
        await again.WaitForMessageAsync(missed, MeshGroup.Patience);
        string back = Unique();
        await again.SayAsync(back);
        await group.ShownByAllAsync(again, back);
        Assert.Equal(1, again.TimesShown(missed));
    }

    [Fact]
    public async Task Host_that_slept_10_s_is_missed_within_3_s_and_caught_up_3_s_after_it_woke()
    {
        MeshGroup group = await LanAsync();
        MeshHost sleeper = group[3];
        MeshHost[] others = [.. group.People.Where(person => person != sleeper)];
        int[] marks = [.. others.Select(person => person.Process.Output.Count)];
        string toSleeper = Unique();
        string fromSleeper = Unique();
        long slept = Stopwatch.GetTimestamp();
        sleeper.Process.Stop();
        for (int index = 0; index < others.Length; index++)
        {
            LabLine down = await others[index].WaitForEndOfLinkToAsync(sleeper, MeshGroup.Patience, marks[index]);
            Assert.InRange(down.Since(slept), TimeSpan.Zero, LabBounds.Noticed(down));
        }

        await others[0].SayAsync(toSleeper);
        await sleeper.SayAsync(fromSleeper);
        await Task.Delay(Nap - Stopwatch.GetElapsedTime(slept));
        marks = [.. others.Select(person => person.Process.Output.Count)];
        long woken = Stopwatch.GetTimestamp();
        sleeper.Process.Continue();
        for (int index = 0; index < others.Length; index++)
        {
            LabLine up = await others[index].WaitForLinkToAsync(sleeper, MeshGroup.Patience, marks[index]);
            Assert.InRange(up.Since(woken), TimeSpan.Zero, LabBounds.LinkedAgain);
        }

        await group.ShownByAllAsync(others[0], toSleeper);
        await group.ShownByAllAsync(sleeper, fromSleeper);
    }

    [Fact]
    public async Task Cut_link_is_noticed_on_both_sides_within_3_s_and_is_no_leave_when_it_heals()
    {
        MeshGroup group = await LanAsync();
        (MeshHost one, MeshHost other) = (group[0], group[1]);
        int[] marks = group.Marks();
        long cut = Stopwatch.GetTimestamp();
        await group.Network.ShapeAsync(air => air.Cut(one.Process.Host, other.Process.Host));
        LabLine[] down = await Task.WhenAll(
            one.WaitForEndOfLinkToAsync(other, MeshGroup.Patience, marks[0]),
            other.WaitForEndOfLinkToAsync(one, MeshGroup.Patience, marks[1]));
        Assert.All(down, line => Assert.InRange(line.Since(cut), TimeSpan.Zero, LabBounds.Noticed(line)));
        Assert.All(down, line => Assert.NotEmpty(line.Field("reason")!));

        // The others carry what these two write meanwhile.
        string around = Unique();
        await one.SayAsync(around);
        IReadOnlyList<LabLine> shown = await group.ShownByAllAsync(one, around);
        Assert.InRange(shown[0].Number("hops"), 2, 4);

        long healed = Stopwatch.GetTimestamp();
        await group.Network.ShapeAsync(air => air.Connect(one.Process.Host, other.Process.Host));
        LabLine[] up = await Task.WhenAll(
            one.WaitForLinkToAsync(other, MeshGroup.Patience, marks[0]), other.WaitForLinkToAsync(one, MeshGroup.Patience, marks[1]));
        Assert.All(up, line => Assert.InRange(line.Since(healed), TimeSpan.Zero, LabBounds.LinkedAgain));
        Assert.DoesNotContain(one.Process.Output.Since(marks[0]), line => line.Event == "peer-left" && line.Field("peer") == other.Peer);
        Assert.DoesNotContain(other.Process.Output.Since(marks[1]), line => line.Event == "peer-left" && line.Field("peer") == one.Peer);
    }

    private static string Unique() => string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():n}");

    private async Task<MeshGroup> LanAsync()
    {
        MeshGroup group = await shared.GetAsync(() => MeshGroup.StartAsync(5, (air, hosts) => air.ConnectAll(hosts)));

        // A test that failed may have left a cut, a sleeper or a dead process behind.
        foreach (MeshHost person in group.People.ToArray())
        {
            person.Process.Continue();
            if (person.Process.HasExited)
            {
                await group.RestartAsync(person);
            }
        }

        await group.Network.ShapeAsync(air => air.ConnectAll(group.Network.Hosts));
        await group.LinkedAsync();
        return group;
    }
}
