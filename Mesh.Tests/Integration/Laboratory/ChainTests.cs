namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Six hosts in a row of which only neighbours hear each other.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class ChainTests(SharedGroup shared) : IClassFixture<SharedGroup>
{
    [Theory]
    [InlineData(0, new[] { 1, 2, 3, 4, 5 })]
    [InlineData(5, new[] { 5, 4, 3, 2, 1 })]
    [InlineData(2, new[] { 2, 1, 1, 2, 3 })]
    public async Task Line_crosses_the_chain_and_tells_its_hops(int author, int[] hops)
    {
        MeshGroup group = await ChainAsync();
        string text = $"from {author}";
        await group[author].SayAsync(text);
        Assert.Equal(hops, (await group.ShownByAllAsync(group[author], text)).Select(line => line.Number("hops")));
    }

    [Fact]
    public async Task Everybody_knows_everybodys_name_and_distance()
    {
        MeshGroup group = await ChainAsync();
        MeshHost first = group[0];
        foreach (MeshHost other in group.People.Skip(1))
        {
            await first.WaitForEventAsync("peer-appeared", line => line.Field("peer") == other.Peer && line.Field("name") == other.Name, MeshGroup.Patience);
        }

        int mark = first.Process.Output.Count;
        await first.SayAsync("/who");
        LabLine who = await first.WaitForEventAsync("who", _ => true, MeshGroup.Patience, mark);
        Assert.Equal(
            [("h2", 1), ("h3", 2), ("h4", 3), ("h5", 4), ("h6", 5)],
            who.Json.GetProperty("peers").EnumerateArray().Select(peer => (peer.GetProperty("name").GetString(), peer.GetProperty("hops").GetInt32())).Order());
    }

    [Fact]
    public async Task Chain_links_only_those_who_hear_each_other()
    {
        MeshGroup group = await ChainAsync();
        for (int index = 0; index < group.People.Count; index++)
        {
            string[] expected = [.. new[] { index - 1, index + 1 }.Where(other => other is >= 0 and < 6).Select(other => group[other].Peer).Order()];
            IEnumerable<string> linked = group[index].Process.Output.Since().Where(line => line.Event == "link-up").Select(line => line.Field("peer")!);
            Assert.Equal(expected, linked.Distinct().Order());
        }
    }

    private Task<MeshGroup> ChainAsync() => shared.GetAsync(() => MeshGroup.StartAsync(6, (air, hosts) => air.Line(hosts)));
}
