namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Shapes with a cycle and with a middle that everybody depends on.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class RingAndStarTests
{
    [Fact]
    public async Task Ring_shows_each_line_once_and_goes_on_as_a_chain_when_it_breaks()
    {
        await using MeshGroup group = await MeshGroup.StartAsync(5, (air, hosts) => air.Ring(hosts));
        for (int author = 0; author < group.People.Count; author++)
        {
            await group[author].SayAsync($"around {author}");
            IReadOnlyList<LabLine> shown = await group.ShownByAllAsync(group[author], $"around {author}");
            Assert.All(shown, line => Assert.InRange(line.Number("hops"), 1, 4));
        }

        int[] marks = group.Marks();
        await group.Network.ShapeAsync(air => air.Cut(group.Network.Hosts[0], group.Network.Hosts[4]));
        await group[0].WaitForEndOfLinkToAsync(group[4], MeshGroup.Patience, marks[0]);
        await group[4].WaitForEndOfLinkToAsync(group[0], MeshGroup.Patience, marks[4]);
        await group[0].SayAsync("the long way");
        Assert.Equal([1, 2, 3, 4], (await group.ShownByAllAsync(group[0], "the long way")).Select(line => line.Number("hops")));
        Assert.All(group.People, person => Assert.All(Enumerable.Range(0, 5), author => Assert.InRange(person.TimesShown($"around {author}"), 0, 1)));
    }

    [Fact]
    public async Task Star_carries_lines_from_leaf_to_leaf_over_its_middle()
    {
        await using MeshGroup group = await MeshGroup.StartAsync(5, (air, hosts) => air.Star(hosts));
        await group[1].SayAsync("from a leaf");
        Assert.Equal([1, 2, 2, 2], (await group.ShownByAllAsync(group[1], "from a leaf")).Select(line => line.Number("hops")));
        await group[0].SayAsync("from the middle");
        Assert.Equal([1, 1, 1, 1], (await group.ShownByAllAsync(group[0], "from the middle")).Select(line => line.Number("hops")));
    }
}
