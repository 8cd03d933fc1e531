using Mesh.Simulator;

namespace Mesh.Tests.Integration.Embedding;

public sealed class DroneSampleTests
{
    [Fact]
    public async Task The_sample_s_station_has_its_drone_land()
    {
        DroneSample sample = new();
        await SimulatedMesh.RunAsync(new SimulatedMeshOptions { Nodes = 3, Topology = SimulatedTopology.Line, Seed = 7 }, async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(5));
            mesh.Start(() => sample.FlyAsync(mesh.Nodes[0], mesh.Time));
            await sample.WatchAsync(mesh.Nodes[2]);
        });

        Assert.Equal(["descending", "landed at the pier"], sample.Console.ToString().Trim().Split(sample.Console.NewLine));
    }

    [Fact]
    public async Task The_sample_s_station_says_when_there_is_no_drone()
    {
        DroneSample sample = new();
        await SimulatedMesh.RunAsync(new SimulatedMeshOptions { Nodes = 2, Seed = 7 }, async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(5));
            mesh.Start(() => sample.WatchAsync(mesh.Nodes[1]));
            await mesh.RunForAsync(TimeSpan.FromSeconds(1));
            await mesh.Nodes[0].PublishAsync("drone.7.position", MeshArguments.Empty.With("height", 5));
            await mesh.RunUntilAsync(() => sample.Console.ToString().Length > 0, TimeSpan.FromSeconds(10));
        });

        Assert.StartsWith("NoSuchProcedure: ", sample.Console.ToString(), StringComparison.Ordinal);
    }
}
