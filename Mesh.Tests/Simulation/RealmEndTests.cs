using Mesh.Simulator;

namespace Mesh.Tests.Simulation;

/// <summary>What is disposed, withdrawn or stopped ends, and with it whoever waits for it.</summary>
public sealed class RealmEndTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public Task A_disposed_subscriber_ends_its_reader_and_its_node_s_interest() => RunAsync(async mesh =>
    {
        MeshSubscriber subscriber = mesh.Nodes[1].OpenSubscriber();
        MeshSubscriber other = mesh.Nodes[1].OpenSubscriber();
        await subscriber.SubscribeAsync("", TopicMatch.Prefix);
        await other.SubscribeAsync("kept");
        List<string> read = [];
        bool isEnded = false;
        mesh.Start(async () =>
        {
            await foreach (TopicEvent happened in subscriber.ReadAllAsync())
            {
                read.Add(happened.Topic);
            }

            isEnded = true;
        });
        await mesh.RunForAsync(Second);
        await mesh.Nodes[0].PublishAsync("kept", MeshArguments.Empty);
        await mesh.RunForAsync(Second);

        await subscriber.DisposeAsync();
        await mesh.RunForAsync(Second);
        await mesh.Nodes[0].PublishAsync("kept", MeshArguments.Empty);
        await mesh.RunForAsync(Second);

        Assert.True(isEnded);
        Assert.Equal(["kept"], read);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => subscriber.SubscribeAsync("again"));
    });

    [Fact]
    public Task A_call_at_the_own_node_ends_when_the_node_stops_though_its_handler_does_not() => RunAsync(async mesh =>
    {
        await mesh.Nodes[0].RegisterAsync("deaf", async _ =>
        {
            await mesh.RunForAsync(TimeSpan.FromHours(1), CancellationToken.None);
            return MeshArguments.Empty;
        });
        Task<MeshArguments> here = mesh.Nodes[0].CallAsync("deaf", MeshArguments.Empty);
        Task<MeshArguments> there = mesh.Nodes[1].CallAsync("deaf", MeshArguments.Empty);
        await mesh.RunForAsync(Second);
        await mesh.StopAsync(0);
        await mesh.RunForAsync(Second);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => here);
        Assert.Equal(MeshCallFailure.OutcomeUnknown, (await Assert.ThrowsAsync<MeshCallException>(() => there)).Failure);
    });

    [Fact]
    public Task Publishers_that_wait_for_a_place_fail_when_the_node_stops() => RunAsync(async mesh =>
    {
        MeshSubscriber subscriber = mesh.Nodes[1].OpenSubscriber();
        await subscriber.SubscribeAsync("t");
        await mesh.RunForAsync(Second);
        Task<long>[] published = [.. Enumerable.Range(0, 6_000).Select(i => mesh.Nodes[0].PublishAsync("t", MeshArguments.Of(i)))];
        await mesh.RunForAsync(TimeSpan.FromMilliseconds(100));
        Assert.Contains(published, task => !task.IsCompleted);
        await mesh.StopAsync(0);
        await mesh.RunForAsync(Second);

        Assert.All(published, task => Assert.True(task.IsCompletedSuccessfully || task.Exception?.InnerException is ObjectDisposedException));
    }, new GossipOptions { EventsPerSecond = 100 });

    [Fact]
    public Task A_registration_that_was_given_up_while_it_was_told_leaves_nothing_offered() => RunAsync(async mesh =>
    {
        Func<MeshCall, Task<MeshArguments>> handler = call => Task.FromResult(call.Arguments);
        using CancellationTokenSource over = new();
        over.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => mesh.Nodes[0].RegisterAsync("p", handler, cancellationToken: over.Token));

        IAsyncDisposable first = await mesh.Nodes[0].RegisterAsync("p", handler);
        await first.DisposeAsync();
        IAsyncDisposable second = await mesh.Nodes[0].RegisterAsync("p", handler);
        await first.DisposeAsync();
        Assert.Equal([1L], (await mesh.Nodes[1].CallAsync("p", MeshArguments.Of(1))).Positional);
        await second.DisposeAsync();
    });

    private static Task RunAsync(Func<SimulatedMesh, Task> test, GossipOptions? gossip = null)
    {
        SimulatedMeshOptions defaults = new();
        return SimulatedMesh.RunAsync(new SimulatedMeshOptions { Nodes = 2, Seed = 4, NodeOptions = i => gossip is null ? defaults.NodeOptions(i) : defaults.NodeOptions(i) with { Gossip = gossip } }, async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(5));
            await test(mesh);
        });
    }
}
