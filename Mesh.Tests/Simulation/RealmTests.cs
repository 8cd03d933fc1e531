using Mesh.Simulator;

namespace Mesh.Tests.Simulation;

/// <summary>Events and calls between whole nodes on virtual links.</summary>
public sealed class RealmTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public Task An_event_reaches_a_subscriber_three_hops_away_with_its_values() => RunAsync(4, async mesh =>
    {
        EventLog log = await EventLog.OpenAsync(mesh, node: 3, "drone.7.position");
        await mesh.RunForAsync(Second);

        long publication = await mesh.Nodes[0].PublishAsync("drone.7.position", MeshArguments.Of(47.5, "north").With("alt", 120));
        await mesh.RunUntilAsync(() => log.Events.Count == 1, Second);

        TopicEvent happened = log.Events[0];
        Assert.Equal(("drone.7.position", mesh.Nodes[0].Id, publication, false), (happened.Topic, happened.From, happened.Publication, happened.IsOwn));
        Assert.Equal([47.5, "north"], happened.Arguments.Positional);
        Assert.Equal(120L, happened.Arguments.Named["alt"]);
    });

    [Fact]
    public Task An_event_of_this_node_reaches_its_own_subscribers_once_however_many_subscriptions_match() => RunAsync(1, async mesh =>
    {
        EventLog log = await EventLog.OpenAsync(mesh, node: 0, "a.b.c");
        await log.Subscriber.SubscribeAsync("a.", TopicMatch.Prefix);
        await log.Subscriber.SubscribeAsync("a..c", TopicMatch.Wildcard);

        await mesh.Nodes[0].PublishAsync("a.b.c", MeshArguments.Empty, new PublishOptions { Publisher = 5, ExcludesPublisher = true });
        await mesh.Nodes[0].PublishAsync("a.b.d", MeshArguments.Empty);
        await mesh.Nodes[0].PublishAsync("b.b.c", MeshArguments.Empty);
        await mesh.RunForAsync(Second);

        Assert.Equal(["a.b.c", "a.b.d"], log.Events.Select(happened => happened.Topic));
        Assert.Equal((5L, true, true), (log.Events[0].Publisher, log.Events[0].ExcludesPublisher, log.Events[0].IsOwn));
    });

    [Fact]
    public Task Thousands_of_events_on_two_topics_arrive_whole_and_in_the_publishers_order_across_topics() => RunAsync(4, async mesh =>
    {
        EventLog log = await EventLog.OpenAsync(mesh, node: 3, "even");
        await log.Subscriber.SubscribeAsync("odd");
        await mesh.RunForAsync(Second);

        for (int i = 0; i < 6_000; i++)
        {
            await mesh.Nodes[0].PublishAsync(i % 2 == 0 ? "even" : "odd", MeshArguments.Of(i));
        }

        await mesh.RunUntilAsync(() => log.Events.Count == 6_000, TimeSpan.FromSeconds(5));

        Assert.Equal(Enumerable.Range(0, 6_000).Select(i => (object?)(long)i), log.Events.Select(happened => happened.Arguments.Positional[0]));
        Assert.Equal(0, log.Subscriber.Dropped);
    });

    [Fact]
    public Task A_subscription_made_while_another_node_publishes_takes_effect_within_half_a_second() => RunAsync(4, async mesh =>
    {
        await mesh.RunForAsync(Second);
        EventLog log = await EventLog.OpenAsync(mesh, node: 3, "tick");
        await mesh.RunForAsync(TimeSpan.FromMilliseconds(500));

        await mesh.Nodes[0].PublishAsync("tick", MeshArguments.Empty);
        await mesh.RunUntilAsync(() => log.Events.Count == 1, Second);
    });

    [Fact]
    public Task A_disposed_subscriber_reads_no_more_and_its_topics_are_taken_back() => RunAsync(2, async mesh =>
    {
        MeshSubscriber subscriber = mesh.Nodes[1].OpenSubscriber();
        await subscriber.SubscribeAsync("tick");
        bool hasEnded = false;
        mesh.Start(async () =>
        {
            await foreach (TopicEvent happened in subscriber.ReadAllAsync())
            {
                Assert.Fail($"'{happened.Topic}' came to a subscriber that was disposed.");
            }

            hasEnded = true;
        });
        await mesh.RunForAsync(Second);

        await subscriber.DisposeAsync();
        await mesh.RunUntilAsync(() => hasEnded, Second);
        await mesh.Nodes[0].PublishAsync("tick", MeshArguments.Empty);
        await mesh.RunForAsync(Second);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => subscriber.SubscribeAsync("tick"));
    });

    [Fact]
    public Task Events_for_others_follow_those_for_this_node_alone_in_the_publishers_order() => RunAsync(2, async mesh =>
    {
        EventLog own = await EventLog.OpenAsync(mesh, node: 0, "near");
        EventLog other = await EventLog.OpenAsync(mesh, node: 1, "far");
        await own.Subscriber.SubscribeAsync("far");
        await mesh.RunForAsync(Second);

        for (int i = 0; i < 10_000; i++)
        {
            await mesh.Nodes[0].PublishAsync(i % 100 == 0 ? "far" : "near", MeshArguments.Of(i));
        }

        await mesh.RunUntilAsync(() => own.Events.Count + (int)own.Subscriber.Dropped == 10_000 && other.Events.Count == 100, Second);

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (object?)(100L * i)), other.Events.Select(happened => happened.Arguments.Positional[0]));
        Assert.Equal(own.Events.Select(happened => (long)happened.Arguments.Positional[0]!).Order(), own.Events.Select(happened => (long)happened.Arguments.Positional[0]!));
    });

    [Fact]
    public Task Nobody_is_bothered_with_what_nobody_wants() => RunAsync(3, async mesh =>
    {
        EventLog log = await EventLog.OpenAsync(mesh, node: 2, "wanted");
        await mesh.RunForAsync(TimeSpan.FromSeconds(2));
        await mesh.Nodes[0].PublishAsync("unwanted", MeshArguments.Empty);
        await mesh.Nodes[0].PublishAsync("wanted", MeshArguments.Empty);
        await mesh.RunForAsync(Second);

        Assert.Equal(["wanted"], log.Events.Select(happened => happened.Topic));
    });

    [Fact]
    public Task After_a_partition_heals_events_flow_again() => RunAsync(4, async mesh =>
    {
        EventLog log = await EventLog.OpenAsync(mesh, node: 3, "tick");
        await mesh.RunForAsync(Second);
        mesh.Partition([0, 1], [2, 3]);
        await mesh.RunForAsync(TimeSpan.FromMinutes(3));
        await mesh.Nodes[0].PublishAsync("tick", MeshArguments.Of("lost"));
        mesh.Heal();
        await mesh.RunForAsync(TimeSpan.FromSeconds(20));

        await mesh.Nodes[0].PublishAsync("tick", MeshArguments.Of("seen"));
        await mesh.RunForAsync(Second);

        Assert.Equal(["seen"], log.Events.Select(happened => happened.Arguments.Positional[0]));
    });

    [Fact]
    public Task A_call_is_answered_across_three_hops() => RunAsync(4, async mesh =>
    {
        await mesh.Nodes[3].RegisterAsync("math.add", call => Task.FromResult(MeshArguments.Of((long)call.Arguments.Positional[0]! + (long)call.Arguments.Positional[1]!)));

        MeshArguments sum = await mesh.Nodes[0].CallAsync("math.add", MeshArguments.Of(2, 40));

        Assert.Equal([42L], sum.Positional);
    });

    [Fact]
    public Task The_nearest_of_two_callees_is_called() => RunAsync(5, async mesh =>
    {
        await mesh.Nodes[4].RegisterAsync("who", _ => Task.FromResult(MeshArguments.Of("far")));
        await mesh.Nodes[1].RegisterAsync("who", _ => Task.FromResult(MeshArguments.Of("near")));
        await mesh.RunForAsync(Second);

        Assert.Equal(["near"], (await mesh.Nodes[0].CallAsync("who", MeshArguments.Empty)).Positional);
    });

    [Fact]
    public Task Progressive_results_arrive_in_order_before_the_result() => RunAsync(4, async mesh =>
    {
        await mesh.Nodes[3].RegisterAsync("count", async call =>
        {
            for (int i = 1; i <= 50; i++)
            {
                await call.ProgressAsync(MeshArguments.Of(i));
            }

            return MeshArguments.Of("done");
        });
        List<object?> told = [];

        MeshArguments result = await mesh.Nodes[0].CallAsync("count", MeshArguments.Empty, new CallOptions { Progress = progress => told.Add(progress.Positional[0]) });

        Assert.Equal(["done"], result.Positional);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (object?)(long)i), told);
    });

    [Fact]
    public Task A_callee_s_error_keeps_its_name_and_values() => RunAsync(3, async mesh =>
    {
        await mesh.Nodes[2].RegisterAsync("fly", _ => throw new MeshCallException(MeshCallFailure.Failed, "The battery is empty.", "drone.no-battery", MeshArguments.Of(3)));

        MeshCallException failure = await Assert.ThrowsAsync<MeshCallException>(() => mesh.Nodes[0].CallAsync("fly", MeshArguments.Empty));

        Assert.Equal((MeshCallFailure.Failed, "drone.no-battery", "The battery is empty."), (failure.Failure, failure.Error, failure.Message));
        Assert.Equal([3L], failure.Arguments.Positional);
    });

    [Fact]
    public Task A_procedure_that_nobody_offers_is_told_within_a_second() => RunAsync(3, async mesh =>
    {
        await mesh.RunForAsync(Second);
        TimeSpan begun = mesh.Now;

        MeshCallException failure = await Assert.ThrowsAsync<MeshCallException>(() => mesh.Nodes[0].CallAsync("nothing", MeshArguments.Empty));

        Assert.Equal(MeshCallFailure.NoSuchProcedure, failure.Failure);
        Assert.InRange(mesh.Now - begun, TimeSpan.Zero, Second);
    });

    [Fact]
    public Task A_withdrawn_procedure_is_not_executed() => RunAsync(3, async mesh =>
    {
        IAsyncDisposable offered = await mesh.Nodes[2].RegisterAsync("once", _ => Task.FromResult(MeshArguments.Empty));
        await mesh.Nodes[0].CallAsync("once", MeshArguments.Empty);
        await offered.DisposeAsync();

        MeshCallException failure = await Assert.ThrowsAsync<MeshCallException>(() => mesh.Nodes[0].CallAsync("once", MeshArguments.Empty));

        Assert.Equal(MeshCallFailure.NoSuchProcedure, failure.Failure);
    });

    [Fact]
    public Task A_call_whose_time_is_over_fails_and_its_handler_is_cancelled() => RunAsync(3, async mesh =>
    {
        bool isCancelled = false;
        await mesh.Nodes[2].RegisterAsync("slow", async call =>
        {
            call.Cancelled.Register(() => isCancelled = true);
            await mesh.RunForAsync(TimeSpan.FromHours(1), call.Cancelled);
            return MeshArguments.Empty;
        });

        MeshCallException failure = await Assert.ThrowsAsync<MeshCallException>(
            () => mesh.Nodes[0].CallAsync("slow", MeshArguments.Empty, new CallOptions { Timeout = TimeSpan.FromSeconds(2) }));
        await mesh.RunForAsync(Second);

        Assert.Equal(MeshCallFailure.TimedOut, failure.Failure);
        Assert.True(isCancelled);
    });

    [Fact]
    public Task A_cancelled_call_cancels_its_handler() => RunAsync(3, async mesh =>
    {
        bool isCancelled = false;
        await mesh.Nodes[2].RegisterAsync("slow", async call =>
        {
            call.Cancelled.Register(() => isCancelled = true);
            await mesh.RunForAsync(TimeSpan.FromHours(1), call.Cancelled);
            return MeshArguments.Empty;
        });
        using CancellationTokenSource over = new();
        Task<MeshArguments> call = mesh.Nodes[0].CallAsync("slow", MeshArguments.Empty, cancellationToken: over.Token);
        await mesh.RunForAsync(Second);
        over.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await mesh.RunForAsync(Second);
        Assert.True(isCancelled);
    });

    [Fact]
    public Task A_long_call_survives_a_cut_on_its_way_and_is_executed_once() => RunAsync(5, SimulatedTopology.Ring, async mesh =>
    {
        int executed = 0;
        await mesh.Nodes[2].RegisterAsync("long", async _ =>
        {
            executed++;
            await mesh.RunForAsync(TimeSpan.FromSeconds(30));
            return MeshArguments.Of("done");
        });
        await mesh.RunForAsync(Second);
        Task<MeshArguments> call = mesh.Nodes[0].CallAsync("long", MeshArguments.Empty);
        await mesh.RunForAsync(TimeSpan.FromSeconds(5));
        mesh.Cut(0, 1);
        mesh.Cut(1, 2);

        Assert.Equal(["done"], (await call).Positional);
        Assert.Equal(1, executed);
    });

    [Fact]
    public Task A_callee_that_crashes_leaves_the_outcome_unknown_and_is_not_asked_again() => RunAsync(3, async mesh =>
    {
        int executed = 0;
        Func<MeshCall, Task<MeshArguments>> handler = async _ =>
        {
            executed++;
            await mesh.RunForAsync(TimeSpan.FromMinutes(10));
            return MeshArguments.Empty;
        };
        await mesh.Nodes[2].RegisterAsync("fire", handler);
        Task<MeshArguments> call = mesh.Nodes[0].CallAsync("fire", MeshArguments.Empty);
        await mesh.RunForAsync(TimeSpan.FromSeconds(2));
        await mesh.CrashAsync(2);
        MeshNode again = await mesh.RestartAsync(2);
        await again.RegisterAsync("fire", handler);

        MeshCallException failure = await Assert.ThrowsAsync<MeshCallException>(() => call);

        Assert.Equal((MeshCallFailure.OutcomeUnknown, 1), (failure.Failure, executed));
    });

    [Fact]
    public Task An_idempotent_procedure_is_tried_again_elsewhere() => RunAsync(4, async mesh =>
    {
        RegisterOptions idempotent = new() { IsIdempotent = true };
        await mesh.Nodes[1].RegisterAsync("read", async _ =>
        {
            await mesh.RunForAsync(TimeSpan.FromHours(1));
            return MeshArguments.Empty;
        }, idempotent);
        await mesh.Nodes[2].RegisterAsync("read", _ => Task.FromResult(MeshArguments.Of("second")), idempotent);
        mesh.Heal();
        await mesh.RunForAsync(TimeSpan.FromSeconds(2));
        Task<MeshArguments> call = mesh.Nodes[3].CallAsync("read", MeshArguments.Empty);

        Assert.Equal(["second"], (await call).Positional);
    });

    [Fact]
    public Task Two_hundred_calls_at_once_are_each_executed_once_and_in_order() => RunAsync(4, async mesh =>
    {
        List<object?> executed = [];
        await mesh.Nodes[3].RegisterAsync("note", call =>
        {
            executed.Add(call.Arguments.Positional[0]);
            return Task.FromResult(call.Arguments);
        });
        await mesh.RunForAsync(Second);

        MeshArguments[] results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => mesh.Nodes[0].CallAsync("note", MeshArguments.Of(i))));

        Assert.Equal(Enumerable.Range(0, 200).Select(i => (object?)(long)i), results.Select(result => result.Positional[0]));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (object?)(long)i), executed);
    });

    [Fact]
    public Task The_topology_is_known_at_every_node() => RunAsync(4, async mesh =>
    {
        await mesh.RunForAsync(TimeSpan.FromSeconds(40));

        for (int i = 0; i < 4; i++)
        {
            IEnumerable<(PeerId, PeerId)> links = mesh.Nodes[i].Topology.Select(link => Ordered(link.From, link.To)).Order();
            IEnumerable<(PeerId, PeerId)> wanted = Enumerable.Range(0, 3).Select(place => Ordered(mesh.Nodes[place].Id, mesh.Nodes[place + 1].Id)).Order();
            Assert.Equal(wanted, links);
        }
    });

    private static (PeerId, PeerId) Ordered(PeerId left, PeerId right) => left.CompareTo(right) < 0 ? (left, right) : (right, left);

    private static Task RunAsync(int nodes, Func<SimulatedMesh, Task> test) => RunAsync(nodes, SimulatedTopology.Line, test);

    private static Task RunAsync(int nodes, SimulatedTopology topology, Func<SimulatedMesh, Task> test) =>
        SimulatedMesh.RunAsync(new SimulatedMeshOptions { Nodes = nodes, Topology = topology, Seed = 3 }, async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(5));
            await test(mesh);
        });

    private sealed class EventLog
    {
        private EventLog(MeshSubscriber subscriber)
        {
            Subscriber = subscriber;
        }

        public MeshSubscriber Subscriber { get; }

        public List<TopicEvent> Events { get; } = [];

        public static async Task<EventLog> OpenAsync(SimulatedMesh mesh, int node, string topic)
        {
            EventLog log = new(mesh.Nodes[node].OpenSubscriber());
            await log.Subscriber.SubscribeAsync(topic);
            mesh.Start(async () =>
            {
                await foreach (TopicEvent happened in log.Subscriber.ReadAllAsync())
                {
                    log.Events.Add(happened);
                }
            });
            return log;
        }
    }
}
