using Mesh.Simulator;

namespace Mesh.Tests.Unit.Simulator.Embedding;

/// <summary>How a test on a simulated mesh fails: with what went wrong, the seed and the virtual time.</summary>
public sealed class SimulatedMeshFailureTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_does_not_come_to_hold_is_named_with_seed_and_virtual_time()
    {
        SimulatedMeshException failure = await FailureOf(async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(1.5));
            await mesh.RunUntilAsync(() => mesh.Nodes.Count == 3, TimeSpan.FromSeconds(30));
        });

        Assert.Contains("'() => mesh.Nodes.Count == 3' did not come to hold within 30 s.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("(seed 42, virtual time 31.5", failure.Message, StringComparison.Ordinal);
        Assert.Equal(42ul, failure.Seed);
        Assert.InRange(failure.Time.TotalSeconds, 31.5, 31.6);
    }

    [Fact]
    public async Task An_assertion_of_the_test_keeps_its_text_and_gains_seed_and_virtual_time()
    {
        SimulatedMeshException failure = await FailureOf(async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(3));
            Assert.Equal("this", "that");
        });

        Assert.StartsWith("Assert.Equal() Failure", failure.Message, StringComparison.Ordinal);
        Assert.Contains("(seed 42, virtual time 3.0", failure.Message, StringComparison.Ordinal);
        Assert.IsType<Xunit.Sdk.EqualException>(failure.InnerException);
    }

    [Fact]
    public async Task Work_beside_the_test_that_fails_fails_the_test()
    {
        SimulatedMeshException failure = await FailureOf(async mesh =>
        {
            mesh.Start(async () =>
            {
                await mesh.RunForAsync(TimeSpan.FromSeconds(2));
                throw new FormatException("No number.");
            });
            await mesh.RunForAsync(TimeSpan.FromSeconds(50));
        });

        Assert.StartsWith("No number.", failure.Message, StringComparison.Ordinal);
        Assert.InRange(failure.Time.TotalSeconds, 2, 2.1);
    }

    [Fact]
    public async Task A_test_that_waits_for_ever_ends_with_the_time_limit()
    {
        TaskCompletionSource never = new();
        SimulatedMeshException failure = await FailureOf(_ => never.Task);
        Assert.StartsWith("The test has not ended within 00:10:00 of virtual time.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_gives_up_at_once()
    {
        using CancellationTokenSource cancel = new();
        Task run = SimulatedMesh.RunAsync(new() { TimeLimit = TimeSpan.FromDays(365) }, async mesh =>
        {
            await mesh.RunForAsync(TimeSpan.FromSeconds(1));
            await cancel.CancelAsync();
            await mesh.RunForAsync(TimeSpan.FromDays(40));
        }, cancel.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Cancelled));
    }

    [Fact]
    public async Task Faulty_options_are_told_all_at_once()
    {
        SimulatedMeshOptions options = new() { Nodes = 0, Loss = 1.5, Delay = TimeSpan.FromSeconds(-1), Jitter = TimeSpan.FromMinutes(1), TimeLimit = TimeSpan.Zero, Topology = (SimulatedTopology)9 };
        ArgumentException fault = await Assert.ThrowsAsync<ArgumentException>(() => SimulatedMesh.RunAsync(options, _ => Task.CompletedTask, Cancelled));
        Assert.All(["Nodes 0", "Loss 1.5", "Delay -", "Jitter 00:01:00", "TimeLimit 00:00:00", "Topology 9"], text => Assert.Contains(text, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_node_with_a_data_folder_is_refused()
    {
        SimulatedMeshException failure = await FailureOf(_ => Task.CompletedTask, new() { NodeOptions = _ => new MeshOptions { DataFolder = "here" } });
        Assert.Contains("data folder", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Nodes_that_are_not_there_are_refused() => SimulatedMesh.RunAsync(new(), mesh =>
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => mesh.Cut(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => mesh.IsUp(-1));
        Assert.Throws<ArgumentException>(() => mesh.Heal(1, 1));
        Assert.Throws<ArgumentException>(() => mesh.Partition([0], [0, 1]));
        return Task.CompletedTask;
    }, Cancelled);

    [Fact]
    public async Task Code_that_leaves_the_thread_is_counted_and_named_in_failures()
    {
        SimulatedMeshException failure = await FailureOf(async mesh =>
        {
            await Task.Run(() => { }, CancellationToken.None);
            throw new FormatException("No number.");
        });

        Assert.Contains("left the simulation's thread", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public Task Work_outside_holds_virtual_time() => SimulatedMesh.RunAsync(new(), async mesh =>
    {
        TimeSpan before = mesh.Now;
        TaskCompletionSource<int> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> outside = mesh.OutsideAsync(() => answer.Task);
        Task sleeping = mesh.RunForAsync(TimeSpan.FromSeconds(1));
        ThreadPool.QueueUserWorkItem(_ => answer.SetResult(5));

        Assert.Equal(5, await outside);

        Assert.Equal(before, mesh.Now);
        Assert.False(sleeping.IsCompleted);
        await sleeping;
        Assert.Equal(before + TimeSpan.FromSeconds(1), mesh.Now);
    }, Cancelled);

    private static Task<SimulatedMeshException> FailureOf(Func<SimulatedMesh, Task> test, SimulatedMeshOptions? options = null) =>
        Assert.ThrowsAsync<SimulatedMeshException>(() => SimulatedMesh.RunAsync((options ?? new()) with { Seed = 42, TimeLimit = TimeSpan.FromMinutes(10) }, test, Cancelled));
}
