using Mesh.Simulator;

namespace Mesh.Tests.Unit.Simulator.Embedding;

/// <summary>Whole nodes in virtual time: what a test of somebody's own code may rely on.</summary>
public sealed class SimulatedMeshTests
{
    private static readonly SimulatedMeshOptions FiveInLine = new() { Nodes = 5, Seed = 7, Topology = SimulatedTopology.Line, Loss = 0.05 };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_message_crosses_a_line_hop_by_hop_in_virtual_time() => SimulatedMesh.RunAsync(FiveInLine with { Loss = 0 }, async mesh =>
    {
        List<RoomMessage> read = [];
        MeshRoom[] rooms = await JoinAsync(mesh, "lobby");
        mesh.Start(async () =>
        {
            await foreach (RoomMessage message in rooms[4].ReadAllAsync())
            {
                read.Add(message);
            }
        });
        await mesh.RunUntilAsync(() => mesh.Nodes.Sum(node => node.Links.Count) == 8, TimeSpan.FromSeconds(5));
        TimeSpan start = mesh.Now;

        await rooms[0].SendAsync("hello");
        await mesh.RunUntilAsync(() => read.Count > 0, TimeSpan.FromSeconds(1));

        Assert.Equal(("hello", 4), (read[0].Text, read[0].Hops));
        Assert.InRange((mesh.Now - start).TotalMilliseconds, 8, 20);
        Assert.Equal(0, mesh.StrayContinuations);
    }, Cancelled);

    // Measured, not believed: every event of every node, with its time, in twenty runs.
    [Fact]
    public async Task The_same_seed_gives_the_same_events_in_the_same_order_twenty_times()
    {
        (List<string> first, long strays) = await BusyRunAsync(7);
        Assert.Equal(0, strays);
        Assert.InRange(first.Count, 300, 100_000);
        for (int run = 1; run < 20; run++)
        {
            (List<string> again, _) = await BusyRunAsync(7);
            Assert.Equal(first, again);
        }
    }

    [Fact]
    public async Task Another_seed_gives_another_run()
    {
        Assert.NotEqual((await BusyRunAsync(7)).Lines, (await BusyRunAsync(8)).Lines);
    }

    [Fact]
    public async Task Messages_of_both_sides_of_a_partition_reach_everybody_after_it_heals()
    {
        await SimulatedMesh.RunAsync(FiveInLine, async mesh =>
        {
            MeshDiary diary = new(mesh);
            MeshRoom[] rooms = await JoinAsync(mesh, "lobby");
            await mesh.RunUntilAsync(() => diary.CountOf(" up ") == 8, TimeSpan.FromSeconds(10));
            mesh.Partition([0, 1]);
            await rooms[0].SendAsync("from the left");
            await rooms[4].SendAsync("from the right");
            await mesh.RunForAsync(TimeSpan.FromSeconds(30));
            Assert.Equal((1, 2), (diary.CountOf("message from the left"), diary.CountOf("message from the right")));
            Assert.True(diary.CountOf(" down ") >= 2);

            mesh.Heal();
            await mesh.RunUntilAsync(() => diary.CountOf("message from the left") == 4 && diary.CountOf("message from the right") == 4, TimeSpan.FromSeconds(10));
            await mesh.RunForAsync(TimeSpan.FromSeconds(30));
            Assert.Equal((4, 4), (diary.CountOf("message from the left"), diary.CountOf("message from the right")));
        }, Cancelled);
    }

    [Fact]
    public async Task A_node_that_crashes_is_missed_and_one_that_stops_says_so()
    {
        await SimulatedMesh.RunAsync(new() { Nodes = 3 }, async mesh =>
        {
            MeshDiary diary = new(mesh);
            await mesh.RunUntilAsync(() => diary.CountOf(" up ") == 6, TimeSpan.FromSeconds(10));
            await mesh.CrashAsync(1);
            await mesh.StopAsync(2);
            Assert.False(mesh.IsUp(1) || mesh.IsUp(2));
            await mesh.RunUntilAsync(() => diary.CountOf("0 left node-2 True") == 1, TimeSpan.FromSeconds(1));
            Assert.Equal(0, diary.CountOf("0 left node-1"));
            await mesh.RunUntilAsync(() => diary.CountOf("0 left node-1 False") == 1, TimeSpan.FromMinutes(5));
        }, Cancelled);
    }

    [Fact]
    public async Task A_node_that_starts_again_has_its_identity_and_gets_what_it_missed()
    {
        await SimulatedMesh.RunAsync(new() { Nodes = 3, Topology = SimulatedTopology.Line }, async mesh =>
        {
            MeshRoom[] rooms = await JoinAsync(mesh, "lobby");
            PeerId identity = mesh.Nodes[2].Id;
            await mesh.RunForAsync(TimeSpan.FromSeconds(2));
            await mesh.CrashAsync(2);
            await rooms[0].SendAsync("missed");
            await mesh.RunForAsync(TimeSpan.FromSeconds(20));
            MeshNode again = await mesh.RestartAsync(2);
            await again.JoinAsync("lobby");
            MeshDiary diary = new(mesh);

            await mesh.RunUntilAsync(() => diary.CountOf(" 2 message missed") == 1, TimeSpan.FromSeconds(5));

            Assert.Equal(identity, again.Id);
            Assert.Throws<InvalidOperationException>(() => { _ = mesh.RestartAsync(2); });
        }, Cancelled);
    }

    // Library code awaits so, and must not lose its place in the order for it.
    [Fact]
    public Task Code_that_awaits_nodes_rooms_the_mesh_and_its_clock_without_context_stays() => SimulatedMesh.RunAsync(new() { Nodes = 2 }, async mesh =>
    {
        int thread = Environment.CurrentManagedThreadId;
        MeshRoom[] rooms = [await mesh.Nodes[0].JoinAsync("lobby").ConfigureAwait(false), await mesh.Nodes[1].JoinAsync("lobby").ConfigureAwait(false)];
        Task<int> reading = ReadAsync();
        await mesh.RunUntilAsync(() => mesh.Nodes[0].Links.Count == 1, TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        for (int i = 0; i < 5; i++)
        {
            await rooms[0].SendAsync("hello").ConfigureAwait(false);
            await mesh.RunForAsync(TimeSpan.FromMilliseconds(300)).ConfigureAwait(false);
        }

        Assert.Equal(5, await reading.WaitAsync(TimeSpan.FromSeconds(5), mesh.Time).ConfigureAwait(false));
        await mesh.CrashAsync(1).ConfigureAwait(false);
        await mesh.RestartAsync(1).ConfigureAwait(false);
        await mesh.Nodes[0].LeaveAsync(rooms[0]).ConfigureAwait(false);
        await mesh.StopAsync(1).ConfigureAwait(false);
        Assert.Equal(thread, Environment.CurrentManagedThreadId);
        Assert.Equal(0, mesh.StrayContinuations);

        async Task<int> ReadAsync()
        {
            int count = 0;
            await foreach (RoomMessage message in rooms[1].ReadAllAsync().ConfigureAwait(false))
            {
                if (++count == 5)
                {
                    break;
                }
            }

            return count;
        }
    }, Cancelled);

    private static async Task<MeshRoom[]> JoinAsync(SimulatedMesh mesh, string name)
    {
        List<MeshRoom> rooms = [];
        foreach (MeshNode node in mesh.Nodes)
        {
            rooms.Add(await node.JoinAsync(name));
        }

        return [.. rooms];
    }

    /// <summary>Chatter, a partition, a crash and a return on five nodes.</summary>
    private static async Task<(List<string> Lines, long Strays)> BusyRunAsync(ulong seed)
    {
        List<string> lines = [];
        long strays = 0;
        await SimulatedMesh.RunAsync(FiveInLine with { Seed = seed, Topology = SimulatedTopology.Ring }, async mesh =>
        {
            MeshDiary diary = new(mesh);
            MeshRoom[] rooms = await JoinAsync(mesh, "lobby");
            MeshRandom random = mesh.RandomFor("writers");
            mesh.Start(async () =>
            {
                for (int i = 0; i < 60; i++)
                {
                    await mesh.RunForAsync(random.NextTime(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
                    await rooms[random.Next(4)].SendAsync(FormattableString.Invariant($"message {i}"));
                }
            });
            await mesh.RunForAsync(TimeSpan.FromSeconds(5));
            mesh.Partition([0, 1], [2, 3, 4]);
            await mesh.RunForAsync(TimeSpan.FromSeconds(15));
            mesh.Heal();
            await mesh.CrashAsync(4);
            await mesh.RunForAsync(TimeSpan.FromSeconds(5));
            await (await mesh.RestartAsync(4)).JoinAsync("lobby");
            diary.Follow(4);
            await mesh.RunForAsync(TimeSpan.FromSeconds(10));
            lines = diary.Lines;
            strays = mesh.StrayContinuations;
        }, Cancelled);
        return (lines, strays);
    }
}
