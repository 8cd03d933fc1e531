using Mesh.Protocol;
using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>
/// The node's one loop: takes what waits, hands it to the machine, lets the links send, and sleeps until there is more or the machine's deadline is due.
/// Nothing else calls the machine.
/// </summary>
internal sealed class NodePump
{
    private const int DeadlinesInARowMax = 8;
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(1);

    private readonly NodeInbox _inbox;
    private readonly NodeClock _clock;
    private readonly MachineDriver _machine;
    private readonly ItemHandler _items;
    private readonly LinkTable _links;
    private readonly Chores _chores;
    private readonly List<LinkId> _untold = [];
    private MeshInstant _nextTick;
    private MeshInstant? _goodbyeUntil;
    private bool _linksClosed;

    public NodePump(NodeInbox inbox, NodeClock clock, MachineDriver machine, ItemHandler items, LinkTable links, Chores chores)
    {
        _inbox = inbox;
        _clock = clock;
        _machine = machine;
        _items = items;
        _links = links;
        _chores = chores;
        _nextTick = clock.Now;
    }

    /// <summary>Runs until the node has said goodbye and every link has ended, or it is cancelled, or something breaks.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using ITimer timer = _clock.Provider.CreateTimer(_ => _inbox.Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (!IsDone())
            {
                bool more = TakeBatch();
                HandleDeadlines();
                _links.Flush();
                if (!more)
                {
                    timer.Change(SleepTime(), Timeout.InfiniteTimeSpan);
                    await _inbox.WaitAsync(cancellationToken).ConfigureAwait(OwnContext.Kept);
                }
            }
        }
        finally
        {
            _links.CloseAll("the node stops");
            _inbox.Complete();
            await DiscardAsync().ConfigureAwait(OwnContext.Kept);
        }
    }

    private bool IsDone()
    {
        if (_goodbyeUntil is not MeshInstant until)
        {
            return false;
        }

        if (!_linksClosed && (_links.Count == 0 || _clock.Now >= until))
        {
            _linksClosed = true;
            _links.CloseAll("goodbye");
        }

        return _linksClosed && _links.Count == 0;
    }

    /// <returns>Whether there may be more at once.</returns>
    private bool TakeBatch()
    {
        for (int taken = 0; taken < NodeLimits.BatchInputsMax; taken++)
        {
            if (!_inbox.TryReadAnswer(out PumpItem item) && (_items.Signatures.IsSaturated || !_inbox.TryReadInput(out item)))
            {
                return false;
            }

            if (item.Kind == PumpItemKind.Stop)
            {
                _goodbyeUntil = _clock.Now + NodeLimits.GoodbyeTime;
                _machine.Handle(new MeshInput(MeshInputKind.Goodbye));
            }
            else
            {
                _items.Handle(item);
            }
        }

        return true;
    }

    private void HandleDeadlines()
    {
        MeshInstant now = _clock.Now;
        if (now >= _nextTick)
        {
            _nextTick = now + NodeLimits.TickInterval;
            _machine.Handle(new MeshInput(MeshInputKind.WallClock, Number: _clock.WallClock.ToUnixTimeMilliseconds()));
            _chores.Tick(now);
        }

        for (int handled = 0; handled < DeadlinesInARowMax && _machine.NextDeadline <= _clock.Now; handled++)
        {
            TellBytes();
            _machine.HandleDeadline();
        }
    }

    // Before the machine judges who is silent it learns on which links parts of a message have come in.
    private void TellBytes()
    {
        _links.CollectUntoldBytes(_clock.Now, _untold);
        foreach (LinkId link in _untold)
        {
            _machine.Handle(new MeshInput(MeshInputKind.BytesReceived, link));
        }
    }

    private TimeSpan SleepTime()
    {
        MeshInstant wake = MeshInstant.Min(_nextTick, _machine.NextDeadline ?? MeshInstant.Never);
        wake = _linksClosed ? wake : MeshInstant.Min(wake, _goodbyeUntil ?? MeshInstant.Never);
        TimeSpan sleep = wake - _clock.Now;

        // Timers count whole milliseconds and round down; a timer that is early costs a second turn.
        return sleep <= ShortestSleep ? ShortestSleep : TimeSpan.FromMilliseconds(Math.Ceiling(sleep.TotalMilliseconds));
    }

    private async Task DiscardAsync()
    {
        while (_inbox.TryReadAnswer(out PumpItem item) || _inbox.TryReadInput(out item))
        {
            switch (item.Subject)
            {
                case ILink link:
                    await link.DisposeAsync().ConfigureAwait(OwnContext.Kept);
                    break;
                case RentedFrame frame:
                    frame.Dispose();
                    break;
                case DiagnosisRequest request:
                    request.Cancel();
                    break;
                case TaskCompletionSource done:
                    done.TrySetCanceled(CancellationToken.None);
                    break;
                default:
                    break;
            }
        }
    }
}
