using Mesh.Simulator.Embedding;

namespace Mesh.Tests.Unit.Simulator.Embedding;

/// <summary>The loop and its clock: time passes only when nothing is left to do, and everything has its order.</summary>
public sealed class EventLoopTests
{
    private readonly List<string> _happened = [];

    [Fact]
    public void Timers_ring_in_the_order_of_their_times_and_among_equals_in_that_of_their_setting()
    {
        Run(async loop =>
        {
            using ITimer late = Timer(loop, "late", 3);
            using ITimer first = Timer(loop, "first", 2);
            using ITimer second = Timer(loop, "second", 2);
            await PassAsync(loop, TimeSpan.FromSeconds(4));
        });

        Assert.Equal(["first at 2", "second at 2", "late at 3"], _happened);
    }

    [Fact]
    public void A_timer_that_was_set_anew_stopped_or_disposed_rings_as_it_was_set_last()
    {
        Run(async loop =>
        {
            using ITimer moved = Timer(loop, "moved", 1);
            using ITimer stopped = Timer(loop, "stopped", 1);
            ITimer disposed = Timer(loop, "disposed", 1);
            using ITimer repeated = loop.Clock.CreateTimer(_ => Note(loop, "repeated"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));
            moved.Change(TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
            stopped.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            disposed.Dispose();
            Assert.False(disposed.Change(TimeSpan.Zero, TimeSpan.Zero));
            await PassAsync(loop, TimeSpan.FromSeconds(5));
        });

        Assert.Equal(["repeated at 2", "moved at 3", "repeated at 4"], _happened);
    }

    [Fact]
    public void Time_waits_for_everything_that_is_ready()
    {
        Run(async loop =>
        {
            using ITimer timer = Timer(loop, "timer", 1);
            for (int i = 0; i < 1000; i++)
            {
                await Task.Yield();
            }

            Note(loop, "ready");
            await PassAsync(loop, TimeSpan.FromSeconds(2));
        });

        Assert.Equal(["ready at 0", "timer at 1"], _happened);
    }

    [Fact]
    public void A_day_passes_at_once()
    {
        Run(async loop =>
        {
            await PassAsync(loop, TimeSpan.FromDays(1));
            Assert.Equal(VirtualClock.Start + TimeSpan.FromDays(1), loop.Clock.GetUtcNow());
        });
    }

    [Fact]
    public void Work_that_can_never_end_is_told()
    {
        TaskCompletionSource never = new();
        Assert.Contains("Nothing is left to happen", Assert.Throws<InvalidOperationException>(() => Run(_ => never.Task)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_instant_that_never_ends_is_told()
    {
        EventLoop loop = new() { Failed = _ => { }, StepsAtOnceMax = 1000 };
        InvalidOperationException fault = Assert.Throws<InvalidOperationException>(() => OnOwnThread(() => loop.Run(YieldForEverAsync, CancellationToken.None)));
        Assert.StartsWith("Time stands still", fault.Message, StringComparison.Ordinal);
    }

    private static Task PassAsync(EventLoop loop, TimeSpan time)
    {
        TaskCompletionSource passed = new();
        loop.Clock.After(time, passed.SetResult);
        return passed.Task;
    }

    private static async Task YieldForEverAsync()
    {
        while (true)
        {
            await Task.Yield();
        }
    }

    private static void OnOwnThread(Action action)
    {
        Exception? fault = null;
        Thread thread = new(() => fault = Record.Exception(action));
        thread.Start();
        thread.Join();
        if (fault is not null)
        {
            throw fault;
        }
    }

    private ITimer Timer(EventLoop loop, string name, int seconds) =>
        loop.Clock.CreateTimer(_ => Note(loop, name), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);

    private void Note(EventLoop loop, string what) => _happened.Add(FormattableString.Invariant($"{what} at {loop.Clock.Now.TotalSeconds}"));

    private void Run(Func<EventLoop, Task> work)
    {
        EventLoop loop = new() { Failed = fault => _happened.Add(fault.Message) };
        Task main = Task.CompletedTask;
        OnOwnThread(() => loop.Run(() => main = work(loop), CancellationToken.None));
        Assert.True(main.IsCompletedSuccessfully, main.Exception?.Message);
    }
}
