using Mesh.Simulator;

namespace Mesh.Tests.Simulation;

/// <summary>Pings and traces between whole nodes on virtual links: a chain of five, of which each hears only the next.</summary>
public sealed class WayTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public Task Ping_of_each_hop_tells_how_far_it_is_and_who_comes_next() => RunAsync(async mesh =>
    {
        PeerId last = mesh.Nodes[4].Id;
        for (int hop = 1; hop <= 4; hop++)
        {
            MeshPing ping = await mesh.Nodes[0].PingAsync(mesh.Nodes[hop].Id, last);
            Assert.Equal((WayEnd.Reached, hop, hop < 4 ? mesh.Nodes[hop + 1].Id : null), (ping.End, ping.Hops, (PeerId?)ping.Next));

            // Two to three milliseconds each way on each link.
            Assert.InRange(ping.RoundTrip!.Value.TotalMilliseconds, hop * 4, (hop * 6) + 5);
            Assert.Equal(hop < 4, ping.NextRoundTrip is not null);
        }

        MeshPing own = await mesh.Nodes[0].PingAsync(mesh.Nodes[0].Id);
        Assert.Equal((WayEnd.Reached, TimeSpan.Zero, 0), (own.End, own.RoundTrip, own.Hops));
        Assert.Equal(0, mesh.StrayContinuations);
    });

    [Fact]
    public Task Trace_of_a_peer_names_the_whole_chain_in_order() => RunAsync(async mesh =>
    {
        PeerTrace trace = await mesh.Nodes[0].TraceAsync(mesh.Nodes[4].Id);
        Assert.Equal(WayEnd.Reached, trace.End);
        Assert.Equal(mesh.Nodes.Skip(1).Select(node => node.Id), trace.Hops.Select(hop => hop.Peer));
        Assert.Equal([1, 2, 3, 4], trace.Hops.Select(hop => hop.Hops));
        Assert.All(trace.Hops, hop => Assert.InRange(hop.LinkRoundTrip!.Value.TotalMilliseconds, 4, 7));
        Assert.Equal(trace.Hops.Select(hop => hop.RoundTrip).Order(), trace.Hops.Select(hop => hop.RoundTrip));
    });

    [Fact]
    public Task Trace_of_a_message_names_the_chain_back_to_its_author_and_when_each_had_it() => RunAsync(async mesh =>
    {
        MeshRoom[] rooms = await JoinAllAsync(mesh);
        DateTimeOffset before = mesh.Time.GetUtcNow();
        RoomMessage sent = await rooms[0].SendAsync("hello");
        await mesh.RunUntilAsync(() => rooms[4].Latest(1) is [{ Text: "hello" }], Second);

        MessageTrace trace = await mesh.Nodes[4].TraceAsync(sent.Id);
        Assert.Equal(WayEnd.Reached, trace.End);
        Assert.Equal([4, 3, 2, 1, 0], trace.Hops.Select(hop => mesh.Nodes.ToList().FindIndex(node => node.Id == hop.Peer)));
        Assert.Equal([4, 3, 2, 1, 0], trace.Hops.Select(hop => hop.Hops));
        Assert.Equal([.. Enumerable.Repeat(MessageManner.Pushed, 4), MessageManner.Written], trace.Hops.Select(hop => hop.Manner));
        Assert.Equal([mesh.Nodes[3].Id, mesh.Nodes[2].Id, mesh.Nodes[1].Id, mesh.Nodes[0].Id, null], trace.Hops.Select(hop => hop.From));
        Assert.All(trace.Hops, hop => Assert.InRange((hop.At!.Value - before).TotalMilliseconds, -2, 20));
        Assert.Equal([mesh.Nodes[1].Id], trace.Hops[^1].PassedTo);
        Assert.Empty(trace.Hops[0].PassedTo);
    });

    [Fact]
    public Task Message_that_came_after_a_partition_was_pulled_there_and_pushed_before() => RunAsync(async mesh =>
    {
        MeshRoom[] rooms = await JoinAllAsync(mesh);
        mesh.Cut(2, 3);
        await mesh.RunForAsync(TimeSpan.FromSeconds(10));
        RoomMessage sent = await rooms[0].SendAsync("while apart");
        await mesh.RunForAsync(TimeSpan.FromSeconds(10));
        mesh.Heal();
        await mesh.RunUntilAsync(() => rooms[4].Latest(1) is [{ Text: "while apart" }], TimeSpan.FromSeconds(60));

        // Routes come with what is heard live: with the next presence of each, after half a minute at most.
        await mesh.RunForAsync(TimeSpan.FromSeconds(35));
        MessageTrace trace = await mesh.Nodes[4].TraceAsync(sent.Id);
        Assert.Equal(WayEnd.Reached, trace.End);
        Assert.Equal(MessageManner.Pulled, trace.Hops.Single(hop => hop.Peer == mesh.Nodes[3].Id).Manner);
        Assert.Equal(MessageManner.Pushed, trace.Hops.Single(hop => hop.Peer == mesh.Nodes[2].Id).Manner);
        Assert.InRange((trace.Hops[1].At!.Value - trace.Hops[2].At!.Value).TotalSeconds, 9, 70);
    });

    [Fact]
    public Task Link_that_loses_everything_shows_as_loss_from_there_on() => RunAsync(async mesh =>
    {
        mesh.Cut(2, 3);
        MeshPing[] pings = await Task.WhenAll(mesh.Nodes.Skip(1).Select(node => mesh.Nodes[0].PingAsync(node.Id, mesh.Nodes[4].Id)));
        Assert.Equal([WayEnd.Reached, WayEnd.Reached, WayEnd.TimedOut, WayEnd.TimedOut], pings.Select(ping => ping.End));

        // Until the link counts as dead the nodes before it know no better; then they say that no way leads on.
        await mesh.RunForAsync(TimeSpan.FromSeconds(5));
        MeshPing late = await mesh.Nodes[0].PingAsync(mesh.Nodes[4].Id);
        Assert.Equal(WayEnd.NoRoute, late.End);
        PeerTrace trace = await mesh.Nodes[0].TraceAsync(mesh.Nodes[4].Id);
        Assert.Equal((WayEnd.NoRoute, 2), (trace.End, trace.Hops.Count));
    });

    [Fact]
    public Task Who_left_and_who_never_was_there_are_told_at_once() => RunAsync(async mesh =>
    {
        PeerId gone = mesh.Nodes[4].Id;
        await mesh.StopAsync(4);
        await mesh.RunForAsync(Second);
        TimeSpan start = mesh.Now;
        Assert.Equal(WayEnd.NotHere, (await mesh.Nodes[0].PingAsync(gone)).End);
        Assert.Equal(WayEnd.NotHere, (await mesh.Nodes[0].PingAsync(new PeerId(new Id128(1, 2)))).End);
        Assert.Equal(WayEnd.NotHere, (await mesh.Nodes[0].TraceAsync(gone)).End);
        Assert.InRange((mesh.Now - start).TotalMilliseconds, 0, 10);
        MessageTrace unknown = await mesh.Nodes[0].TraceAsync(new MessageId(new Id128(1, 2)));
        Assert.Equal((WayEnd.NotRemembered, 1, false), (unknown.End, unknown.Hops.Count, unknown.Hops[0].IsKnown));
    });

    [Fact]
    public Task Node_tells_how_it_is_doing_and_what_went_over_its_links() => RunAsync(async mesh =>
    {
        MeshRoom room = await mesh.Nodes[0].JoinAsync("lobby");
        await room.SendAsync("hello");
        await mesh.RunForAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(0, mesh.Nodes[0].Figures.MessagesUnsent);
        Assert.InRange(mesh.Nodes[0].Figures.HistoryBytes, 100, 2_000);
        Assert.All(mesh.Nodes[0].Links, link => Assert.True(link.BytesSent > 100 && link.BytesReceived > 100));
        mesh.Cut(0, 1);
        await mesh.RunForAsync(TimeSpan.FromSeconds(10));
        await room.SendAsync("to nobody");
        await mesh.RunForAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(1, mesh.Nodes[0].Figures.MessagesUnsent);
    });

    private static async Task<MeshRoom[]> JoinAllAsync(SimulatedMesh mesh)
    {
        List<MeshRoom> rooms = [];
        foreach (MeshNode node in mesh.Nodes)
        {
            rooms.Add(await node.JoinAsync("lobby"));
        }

        await mesh.RunForAsync(Second);
        return [.. rooms];
    }

    private static Task RunAsync(Func<SimulatedMesh, Task> test) =>
        SimulatedMesh.RunAsync(new SimulatedMeshOptions { Nodes = 5, Topology = SimulatedTopology.Line, Seed = 3 }, async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(40));
            await test(mesh);
        });
}
