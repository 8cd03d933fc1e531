using System.Text;
using Mesh.Node.Api;
using Mesh.Node.Journal;
using Mesh.Node.Lines;
using Mesh.Node.Web;

namespace Mesh.Node.Control;

/// <summary>What the plain interfaces do (docs/api.md, "Commands"), over one connection of the control socket: topics and procedures, by whoever owns the node.</summary>
internal sealed class ControlApi : IAsyncDisposable
{
    private readonly ApiDesk _desk;
    private readonly ApiSession _session;
    private readonly JournalCursor _cursor;
    private readonly Func<string, CancellationToken, ValueTask> _write;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _telling;

    /// <param name="node">What commands work on.</param>
    /// <param name="write">Takes lines for the client; waits while it is slow, for events keep their place in the journal meanwhile.</param>
    public ControlApi(ApiNode node, Func<string, CancellationToken, ValueTask> write)
    {
        JournalView view = new() { IsTopicsOnly = true, Session = ApiSession.NewNumber() };
        _desk = new ApiDesk(node);
        _write = write;
        _session = new ApiSession(node, Visitor.Owner, view, write);
        _cursor = node.Journal.Open(view, node.Journal.Head);
        _telling = TellAsync(_end.Token);
    }

    /// <summary>Does a command; its answer goes to the client, now or later.</summary>
    public async Task DoAsync(string command, CancellationToken cancellationToken)
    {
        if (await _desk.DoAsync(Encoding.UTF8.GetBytes(command), _session, cancellationToken) is { } answer)
        {
            await _write(answer.ToString(), cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _telling;
        await _session.DisposeAsync();
        _cursor.Dispose();
        _end.Dispose();
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                JournalBatch batch = _cursor.Read();
                if (batch.Reset is { } reason)
                {
                    await _write(JsonLine.Event("reset").With("reason", reason).With("n", _cursor.Place.ToString()).ToString(), cancellationToken);
                }

                foreach (JournalEntry entry in batch.Entries)
                {
                    await _write(Encoding.UTF8.GetString(entry.Utf8.Span), cancellationToken);
                }

                if (batch.IsEmpty)
                {
                    await _cursor.WaitAsync().WaitAsync(cancellationToken);
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or System.Threading.Channels.ChannelClosedException)
        {
            // The connection ends.
        }
    }
}
