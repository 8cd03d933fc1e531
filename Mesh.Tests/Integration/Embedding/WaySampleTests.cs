using Mesh.Simulator;

namespace Mesh.Tests.Integration.Embedding;

public sealed class WaySampleTests
{
    [Fact]
    public async Task The_sample_prints_each_hop_and_the_message_s_way()
    {
        WaySample sample = new();
        string[] expected = [];
        await SimulatedMesh.RunAsync(new SimulatedMeshOptions { Nodes = 3, Topology = SimulatedTopology.Line, Seed = 7 }, async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(40));
            MeshRoom[] rooms = [await mesh.Nodes[0].JoinAsync("lobby"), await mesh.Nodes[2].JoinAsync("lobby")];
            await rooms[1].SendAsync("hello");
            await mesh.RunUntilAsync(() => rooms[0].Latest(1).Count == 1, TimeSpan.FromSeconds(5));
            await sample.LookAsync(mesh.Nodes[0], mesh.Nodes[2].Id, rooms[0]);
            expected = [.. mesh.Nodes.Select(node => node.Id.ToShortString())];
        });

        string[] lines = sample.Console.ToString().Trim().Split(sample.Console.NewLine);
        Assert.StartsWith($"{expected[1]}: ", lines[0], StringComparison.Ordinal);
        Assert.EndsWith($", goes on by {expected[2]}", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(", goes on by nobody", lines[1], StringComparison.Ordinal);
        Assert.Equal(string.Join(" <- ", expected), lines[2]);
    }
}
