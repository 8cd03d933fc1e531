namespace Mesh.Hosting;

/// <summary>The tasks that the node has started and not seen end. Nothing of ours runs unobserved: a task that fails is told to the owner. Thread-safe.</summary>
internal sealed class RunningTasks
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _tasks = [];
    private readonly Action<Exception> _failed;

    /// <param name="failed">Called with what a task failed with; cancellation is no failure.</param>
    /// <param name="context">Where the tasks run; null: on the thread pool.</param>
    public RunningTasks(Action<Exception> failed, SynchronizationContext? context = null)
    {
        _failed = failed;
        Context = context;
    }

    /// <summary>Where the tasks run, one at a time; null: on the thread pool.</summary>
    public SynchronizationContext? Context { get; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _tasks.Count;
            }
        }
    }

    /// <summary>Starts <paramref name="work"/> on a worker and keeps it until it ends.</summary>
    public void Start(Func<Task> work)
    {
        Task task = OwnContext.RunAsync(Context, () => WatchAsync(work));
        lock (_lock)
        {
            _tasks.Add(task);
        }

        task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Keeps a task that runs already until it ends; it must not fail.</summary>
    public void Keep(Task task)
    {
        if (task.IsCompletedSuccessfully)
        {
            return;
        }

        lock (_lock)
        {
            _tasks.Add(task);
        }

        task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Completes when none is left, those that start meanwhile included.</summary>
    public async Task WhenNoneAsync()
    {
        while (true)
        {
            Task[] running;
            lock (_lock)
            {
                running = [.. _tasks];
            }

            if (running.Length == 0)
            {
                return;
            }

            await Task.WhenAll(running).ConfigureAwait(OwnContext.Kept);
            lock (_lock)
            {
                _tasks.ExceptWith(running);
            }
        }
    }

    private void Forget(Task task)
    {
        lock (_lock)
        {
            _tasks.Remove(task);
        }
    }

    // The one place where every exception is caught: what is not foreseen by the task itself breaks the node, visibly.
    private async Task WatchAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(OwnContext.Kept);
        }
        catch (OperationCanceledException)
        {
            return; // Every task of the node may end so when the node stops.
        }
        catch (Exception exception)
        {
            _failed(exception);
        }
    }
}
