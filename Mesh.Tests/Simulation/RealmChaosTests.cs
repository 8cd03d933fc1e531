using Mesh.Simulator;

namespace Mesh.Tests.Simulation;

/// <summary>Events and calls while links break, frames get lost and nodes crash: what may be lost, and what may never happen.</summary>
public sealed class RealmChaosTests
{
    private const int Nodes = 6;
    private static readonly int[] Callees = [1, 2, 4];
    private static readonly int[] Callers = [0, 3, 5];

    /// <summary>Not idempotent, so executed at most once whoever is asked; and every call ends, with what its callee said or with a reason.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public Task Every_call_ends_and_none_is_executed_twice(ulong seed) => RunAsync(seed, async mesh =>
    {
        Dictionary<long, int> executed = [];
        MeshRandom random = mesh.RandomFor("calls");
        foreach (int callee in Callees)
        {
            await OfferAsync(mesh, callee, executed, random);
        }

        await mesh.RunForAsync(TimeSpan.FromSeconds(2));
        List<(long Number, Task<MeshArguments> Result)> calls = [];
        for (long number = 0; number < 200; number++)
        {
            if (number % 10 == 0)
            {
                await DisturbAsync(mesh, random, crashed => OfferAsync(mesh, crashed, executed, random));
            }

            int caller = Callers[random.Next(Callers.Length)];
            if (mesh.IsUp(caller))
            {
                calls.Add((number, mesh.Nodes[caller].CallAsync("note", MeshArguments.Of(number))));
            }

            await mesh.RunForAsync(TimeSpan.FromMilliseconds(random.Next(200)));
        }

        mesh.Heal();
        await mesh.RunUntilAsync(() => calls.TrueForAll(call => call.Result.IsCompleted), TimeSpan.FromMinutes(10), "every call ends");

        int answered = 0;
        foreach ((long number, Task<MeshArguments> result) in calls)
        {
            Assert.InRange(executed.GetValueOrDefault(number), 0, 1);
            if (result.IsCompletedSuccessfully)
            {
                answered++;
                Assert.Equal((number, 1), ((long)(await result).Positional[0]!, executed[number]));
            }
            else
            {
                MeshCallException failure = Assert.IsType<MeshCallException>(result.Exception?.InnerException);
                Assert.True(failure.Failure is not (MeshCallFailure.NoRoute or MeshCallFailure.NoSuchProcedure) || !executed.ContainsKey(number), $"call {number} was executed and failed with {failure.Failure}");
            }
        }

        Assert.InRange(answered, calls.Count / 2, calls.Count);
    });

    /// <summary>Some events get lost when links break; what arrives arrives once and in its publisher's order, across topics.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public Task Events_keep_each_publisher_s_order_and_come_once(ulong seed) => RunAsync(seed, async mesh =>
    {
        Dictionary<int, List<TopicEvent>> logs = [];
        foreach (int reader in Callees)
        {
            logs[reader] = [];
            await FollowAsync(mesh, reader, logs[reader]);
        }

        await mesh.RunForAsync(TimeSpan.FromSeconds(2));
        MeshRandom random = mesh.RandomFor("events");
        for (int number = 0; number < 1_000; number++)
        {
            if (number % 50 == 0)
            {
                await DisturbAsync(mesh, random, crashed => FollowAsync(mesh, crashed, logs[crashed]));
            }

            foreach (int publisher in Callers.Where(mesh.IsUp))
            {
                await mesh.Nodes[publisher].PublishAsync(number % 2 == 0 ? "even" : "odd", MeshArguments.Of(number));
            }

            await mesh.RunForAsync(TimeSpan.FromMilliseconds(random.Next(20)));
        }

        mesh.Heal();
        await mesh.RunForAsync(TimeSpan.FromSeconds(10));
        foreach (List<TopicEvent> log in logs.Values)
        {
            Assert.InRange(log.Count, 300, 3_000);
            Assert.Equal(log.Count, log.Select(happened => (happened.From, happened.Publication)).Distinct().Count());
            foreach (IGrouping<PeerId, TopicEvent> publisher in log.GroupBy(happened => happened.From))
            {
                long[] numbers = [.. publisher.Select(happened => (long)happened.Arguments.Positional[0]!)];
                Assert.Equal(numbers.Order(), numbers);
            }
        }
    });

    private static async Task OfferAsync(SimulatedMesh mesh, int node, Dictionary<long, int> executed, MeshRandom random) =>
        await mesh.Nodes[node].RegisterAsync("note", async call =>
        {
            long number = (long)call.Arguments.Positional[0]!;
            executed[number] = executed.GetValueOrDefault(number) + 1;
            await mesh.RunForAsync(TimeSpan.FromMilliseconds(random.Next(2_000)), CancellationToken.None);
            return call.Arguments;
        });

    private static async Task FollowAsync(SimulatedMesh mesh, int node, List<TopicEvent> log)
    {
        MeshSubscriber subscriber = mesh.Nodes[node].OpenSubscriber();
        await subscriber.SubscribeAsync("even");
        await subscriber.SubscribeAsync("", TopicMatch.Prefix);
        mesh.Start(async () =>
        {
            await foreach (TopicEvent happened in subscriber.ReadAllAsync())
            {
                log.Add(happened);
            }
        });
    }

    /// <summary>Cuts a link, heals all, or lets one of those that others rely on crash and start again.</summary>
    private static async Task DisturbAsync(SimulatedMesh mesh, MeshRandom random, Func<int, Task> restarted)
    {
        switch (random.Next(4))
        {
            case 0 or 1:
                int from = random.Next(Nodes);
                mesh.Cut(from, (from + 1) % Nodes);
                break;
            case 2:
                mesh.Heal();
                break;
            default:
                int crashed = Callees[random.Next(Callees.Length)];
                await mesh.CrashAsync(crashed);
                await mesh.RunForAsync(TimeSpan.FromMilliseconds(random.Next(5_000)));
                await mesh.RestartAsync(crashed);
                await restarted(crashed);
                break;
        }
    }

    private static Task RunAsync(ulong seed, Func<SimulatedMesh, Task> test) =>
        SimulatedMesh.RunAsync(new SimulatedMeshOptions { Nodes = Nodes, Topology = SimulatedTopology.Ring, Seed = seed, Loss = 0.03, Jitter = TimeSpan.FromMilliseconds(5) }, async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(5));
            await test(mesh);
        });
}
