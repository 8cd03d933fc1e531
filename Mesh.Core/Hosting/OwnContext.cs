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

    /// <summary>Brings whoever calls back into a context that it has left, so that what it awaits next ends there.</summary>
    public static void Enter(SynchronizationContext? context)
    {
        if (context is not null && SynchronizationContext.Current is null)
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>
    /// Does what the application asked for. In a simulation it is done in the context and ends outside of it, in a step of its own: so the application goes on
    /// in that step where it awaits with ConfigureAwait(false), and not on the thread pool; without that it returns to its context.
    /// </summary>
    public static Task<T> AnswerAsync<T>(SynchronizationContext? context, Func<Task<T>> work)
    {
        Enter(context);
        Task<T> answer = work();
        if (context is null || answer.IsCompleted)
        {
            return answer;
        }

        TaskCompletionSource<T> end = new();
        answer.ContinueWith(
            done => context.Post(_ => EndOutside(end, done), null),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return end.Task;
    }

    /// <summary>As <see cref="AnswerAsync{T}(SynchronizationContext?, Func{Task{T}})"/>, without a result.</summary>
    public static Task AnswerAsync(SynchronizationContext? context, Func<Task> work) =>
        context is null ? work() : AnswerAsync(context, () => DoneAsync(work));

    /// <summary>
    /// Ends when <paramref name="task"/> does, and in the caller's context: who completes a task whose continuations run asynchronously
    /// sends what is combined with it (WhenAny, WaitAsync) to the thread pool.
    /// </summary>
    public static async Task EndOf(Task task) => await task.ConfigureAwait(Kept);

    /// <summary>As <see cref="EndOf(Task)"/>, with the result.</summary>
    public static async Task<T> EndOf<T>(Task<T> task) => await task.ConfigureAwait(Kept);

    private static async Task<bool> DoneAsync(Func<Task> work)
    {
        await work().ConfigureAwait(Kept);
        return true;
    }

    private static void EndOutside<T>(TaskCompletionSource<T> end, Task<T> done)
    {
        SynchronizationContext.SetSynchronizationContext(null);
        end.TrySetFromTask(done);
    }
}
