namespace Mesh.Protocol;

/// <summary>What a timer is for.</summary>
internal enum TimerKind : byte
{
    /// <summary>A link's handshake must be done; subject = link.</summary>
    Handshake,

    /// <summary>A link's liveness wants a look; subject = link.</summary>
    Liveness,

    /// <summary>A link was challenged by a second one; subject = the second link.</summary>
    Challenge,

    /// <summary>A candidate may be due for a dial.</summary>
    Dial,

    /// <summary>A missing payload is overdue; subject = its short id.</summary>
    Overdue,

    /// <summary>Announcements wait to be flushed.</summary>
    Announce,

    /// <summary>Bundles that wait for a key are given up.</summary>
    KeyWait,

    /// <summary>The author may write again.</summary>
    Author,

    /// <summary>A gap wants a look; subject = the stream's number.</summary>
    Gap,

    /// <summary>Held-back messages are due; subject = the stream's number.</summary>
    HoldBack,

    /// <summary>Synchronisation bytes want an acknowledgement; subject = link.</summary>
    Ack,

    /// <summary>Time to compare with a random neighbour.</summary>
    Compare,

    /// <summary>Time to repeat or send the own presence.</summary>
    Presence,

    /// <summary>Somebody's presence may have run out.</summary>
    PresenceSweep,

    /// <summary>Neighbours' addresses may be told.</summary>
    Exchange,

    /// <summary>The goodbye waited long enough.</summary>
    Goodbye,

    /// <summary>An own call wants a look; subject = its number.</summary>
    Call,

    /// <summary>A call of another node wants to be acknowledged; subject = its invocation.</summary>
    CallAck,

    /// <summary>An own probe has no echo yet; subject = its token.</summary>
    Probe,

    /// <summary>Old streams are forgotten.</summary>
    Expiry,
}

/// <summary>A timer that ran out.</summary>
internal readonly record struct Timer(MeshInstant Due, long Order, TimerKind Kind, long Subject);

/// <summary>
/// A binary heap of timers, first in first out among equals. Nothing is ever cancelled:
/// whoever handles a timer checks that it still means something. Bounded by what sets timers, each of which is bounded.
/// </summary>
internal sealed class DeadlineQueue
{
    private Timer[] _heap = new Timer[16];
    private int _count;
    private long _order;

    /// <summary>When the earliest timer is due, or null.</summary>
    public MeshInstant? Next => _count == 0 ? null : _heap[0].Due;

    /// <summary>How many timers are set.</summary>
    public int Count => _count;

    /// <summary>Sets a timer.</summary>
    public void Set(MeshInstant due, TimerKind kind, long subject = 0)
    {
        if (_count == _heap.Length)
        {
            Array.Resize(ref _heap, _count * 2);
        }

        Timer timer = new(due, _order++, kind, subject);
        int child = _count++;
        while (child > 0)
        {
            int parent = (child - 1) / 2;
            if (!Before(timer, _heap[parent]))
            {
                break;
            }

            _heap[child] = _heap[parent];
            child = parent;
        }

        _heap[child] = timer;
    }

    /// <summary>Takes the earliest timer that is due at <paramref name="now"/>.</summary>
    /// <returns>False when none is due.</returns>
    public bool TryTake(MeshInstant now, out Timer timer)
    {
        if (_count == 0 || _heap[0].Due > now)
        {
            timer = default;
            return false;
        }

        timer = _heap[0];
        Timer last = _heap[--_count];
        int parent = 0;
        while (true)
        {
            int child = (parent * 2) + 1;
            if (child >= _count)
            {
                break;
            }

            if (child + 1 < _count && Before(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (!Before(_heap[child], last))
            {
                break;
            }

            _heap[parent] = _heap[child];
            parent = child;
        }

        _heap[parent] = last;
        return true;
    }

    private static bool Before(in Timer left, in Timer right) =>
        left.Due != right.Due ? left.Due < right.Due : left.Order < right.Order;
}
