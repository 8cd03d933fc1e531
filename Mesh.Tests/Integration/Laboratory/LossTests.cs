namespace Mesh.Tests.Integration.Laboratory;

/// <summary>A bad radio: a fifth of all frames is lost, each way.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class LossTests
{
    private const int LossPercent = 20;
    private const int Lines = 5;

    // Links may break and come back meanwhile; what counts is that every line arrives, once.
    [Fact]
    public async Task Every_line_arrives_once_although_20_percent_of_all_frames_are_lost()
    {
        await using MeshGroup group = await MeshGroup.StartAsync(3, (air, hosts) => air.ConnectAll(hosts).LoseEverywhere(LossPercent));
        for (int number = 0; number < Lines; number++)
        {
            await Task.WhenAll(group.People.Select(person => person.SayAsync($"{person.Name} says {number}")));
        }

        foreach (MeshHost author in group.People)
        {
            for (int number = 0; number < Lines; number++)
            {
                await group.ShownByAllAsync(author, $"{author.Name} says {number}");
            }
        }
    }
}
