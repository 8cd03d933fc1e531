namespace Mesh.Transports.WebSockets;

/// <summary>Several attempts, each with a head start over the next, of which the first to succeed wins (RFC 8305, section 5).</summary>
/// <param name="stagger">The head start; an attempt that fails before it is over lets the next one start at once.</param>
/// <param name="time">The clock of the head starts.</param>
internal sealed class StaggeredDial(TimeSpan stagger, TimeProvider time)
{
    /// <summary>Runs the attempts. When it returns, none runs any more; a link that came too late has been disposed.</summary>
    /// <param name="attempts">At least one, best first; each ends soon after its token is cancelled.</param>
    /// <param name="cancellationToken">Cancels every attempt.</param>
    /// <exception cref="LinkException">All failed; the most telling failure.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<ILink> FirstAsync(IReadOnlyList<Func<CancellationToken, Task<ILink>>> attempts, CancellationToken cancellationToken)
    {
        using var losers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task<ILink>> running = [];
        List<LinkException> failures = [];
        ILink? winner = null;
        int started = 0;
        while (winner is null && (started < attempts.Count || running.Count > 0) && !cancellationToken.IsCancellationRequested)
        {
            if (started < attempts.Count)
            {
                running.Add(attempts[started++](losers.Token));
            }

            winner = await WaitAsync(running, failures, started < attempts.Count, losers.Token).ConfigureAwait(false);
        }

        await losers.CancelAsync().ConfigureAwait(false);
        await DropAsync(running, failures).ConfigureAwait(false);
        if (winner is not null)
        {
            return winner;
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw DialFailure.MostTelling(failures);
    }

    private static async Task DropAsync(List<Task<ILink>> running, List<LinkException> failures)
    {
        foreach (Task<ILink> attempt in running)
        {
            ILink? late = await OutcomeAsync(attempt, failures).ConfigureAwait(false);
            if (late is not null)
            {
                await late.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private static async Task<ILink?> OutcomeAsync(Task<ILink> attempt, List<LinkException> failures)
    {
        try
        {
            return await attempt.ConfigureAwait(false);
        }
        catch (LinkException fault)
        {
            failures.Add(fault);
            return null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Waits until the next attempt may start: its predecessors' head start is over, or one of them failed. Returns the link when one stands.</summary>
    private async Task<ILink?> WaitAsync(List<Task<ILink>> running, List<LinkException> failures, bool moreToStart, CancellationToken cancellationToken)
    {
        using var headStart = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task over = moreToStart ? Task.Delay(stagger, time, headStart.Token) : Task.Delay(Timeout.InfiniteTimeSpan, time, headStart.Token);
        Task first = await Task.WhenAny(running.Append(over)).ConfigureAwait(false);
        await headStart.CancelAsync().ConfigureAwait(false);
        if (first is not Task<ILink> attempt)
        {
            return null;
        }

        running.Remove(attempt);
        return await OutcomeAsync(attempt, failures).ConfigureAwait(false);
    }
}
