using Mesh.Discovery;
using Mesh.Hosting;

namespace Mesh.Tests.Unit.Hosting;

public sealed class AloneWatchTests
{
    // Somebody types "mesh wifi join" while the chat runs: for a moment nobody is heard in the new network.
    [Theory]
    [InlineData(10, new[] { AloneCause.OnlyLoopback })]
    [InlineData(4, new AloneCause[0])]
    public async Task A_new_interface_has_five_seconds_until_it_is_told_that_nobody_is_there(int second, AloneCause[] expected)
    {
        EventHub events = new(new NodeClock(new HandClock()));
        EventSubscription subscription = events.Subscribe();
        ToldDiscovery discovery = new() { Interfaces = [Interface("lo", isLoopback: true)] };
        AloneWatch alone = new(new MeshOptions(), discovery, events, new SightingBook());
        Tick(alone, 0, second - 1);
        discovery.Interfaces = [Interface("lo", isLoopback: true), Interface("p2p-wlan0-0")];
        Tick(alone, second, second + 4);
        Assert.Equal(AloneCause.NobodyHeard, Assert.Single(alone.Reasons).Cause);
        events.Complete();

        List<AloneCause> told = [];
        await foreach (MeshEvent happened in subscription.ReadAsync(null, TestContext.Current.CancellationToken))
        {
            told.Add(Assert.Single(Assert.IsType<Alone>(happened).Reasons).Cause);
        }

        Assert.Equal(expected, told);
    }

    private static void Tick(AloneWatch alone, int from, int to)
    {
        for (int second = from; second <= to; second++)
        {
            alone.Tick(new MeshInstant(second * 1_000_000L));
        }
    }

    private static InterfaceState Interface(string name, bool isLoopback = false) => new(name, 1, [], isLoopback, IsUsed: true, Fault: null, MulticastReturned: true, HeardOthers: 0);
}
