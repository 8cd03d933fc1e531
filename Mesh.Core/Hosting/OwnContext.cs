namespace Mesh.Hosting;

/// <summary>
/// The node's own tasks stay in the context they were started in. On the thread pool there is none, and nothing differs; a simulation gives every node one
/// context on one thread (<see cref="MeshNodeParts.Context"/>), where the order of everything that happens is then its own and the same in every run.
/// </summary>
internal static class OwnContext
{
    /// <summary>What the node's own tasks pass to ConfigureAwait. What runs in the application's tasks passes false, but in a simulation.</summary>
    public const bool Kept = true;

    /// <summary>Starts work in a context, or on the thread pool where there is none.</summary>
    public static Task RunAsync(SynchronizationContext? context, Func<Task> work)
    {
        if (context is null)
        {
            return Task.Run(work);
        }

        TaskCompletionSource<Task> started = new();
        context.Post(_ => started.SetResult(work()), null);
        return started.Task.Unwrap();
    }

    /// <summary>Cancels; what waits for it runs on the thread pool, or here where there is a context to stay in.</summary>
    public static Task CancelAsync(CancellationTokenSource source)
    {
        if (SynchronizationContext.Current is null)
        {
            return source.CancelAsync();
        }

        source.Cancel();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Ends when <paramref name="task"/> does, and in the caller's context: who completes a task whose continuations run asynchronously
    /// sends what is combined with it (WhenAny, WaitAsync) to the thread pool.
    /// </summary>
    public static async Task EndOf(Task task) => await task.ConfigureAwait(Kept);

    /// <summary>As <see cref="EndOf(Task)"/>, with the result.</summary>
    public static async Task<T> EndOf<T>(Task<T> task) => await task.ConfigureAwait(Kept);
}
