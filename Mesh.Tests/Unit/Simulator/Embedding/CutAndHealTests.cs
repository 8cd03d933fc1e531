using Mesh.Simulator;

namespace Mesh.Tests.Unit.Simulator.Embedding;

/// <summary>Whole nodes on virtual links keep the times that docs/measurements.md has of whole nodes on real hosts.</summary>
public sealed class CutAndHealTests
{
    private readonly List<double> _down = [];
    private readonly List<double> _up = [];

    [Fact]
    public async Task A_cut_is_noticed_and_a_return_used_as_fast_as_real_hosts_promise()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            await SimulatedMesh.RunAsync(new() { Nodes = 2, Seed = seed }, CutAndHealAsync, TestContext.Current.CancellationToken);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"cut to down: {Describe(_down)}; healed to up: {Describe(_up)}");
        Assert.InRange(_down.Max(), 900, 3000);
        Assert.InRange(_up.Max(), 50, 3000);
        Assert.InRange(_up.Order().ElementAt(_up.Count / 2), 50, 300);
    }

    private static string Describe(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return FormattableString.Invariant($"p50 {sorted[sorted.Length / 2]:0} ms, p95 {sorted[sorted.Length * 95 / 100 - 1]:0} ms, highest {sorted[^1]:0} ms");
    }

    // Each seed cuts and heals at another point of the nodes' rhythms.
    private async Task CutAndHealAsync(SimulatedMesh mesh)
    {
        await mesh.RunUntilAsync(() => mesh.Nodes.All(node => node.Links.Count == 1), TimeSpan.FromSeconds(5));
        await mesh.RunForAsync(TimeSpan.FromMilliseconds(20_000 + (137 * mesh.Seed)));
        mesh.Cut(0, 1);
        await BothAsync(mesh, links: 0, _down);
        await mesh.RunForAsync(TimeSpan.FromMilliseconds(5_000 + (211 * mesh.Seed)));
        mesh.Heal();
        await BothAsync(mesh, links: 1, _up);
    }

    private static async Task BothAsync(SimulatedMesh mesh, int links, List<double> times)
    {
        TimeSpan since = mesh.Now;
        await Task.WhenAll(OneAsync(mesh.Nodes[0]), OneAsync(mesh.Nodes[1]));

        async Task OneAsync(MeshNode node)
        {
            await mesh.RunUntilAsync(() => node.Links.Count == links, TimeSpan.FromMinutes(1));
            times.Add((mesh.Now - since).TotalMilliseconds);
        }
    }
}
