using Mesh.Protocol.Gossip;

namespace Mesh.Protocol.Topics;

/// <summary>
/// Puts what an author published or routed here in the order of its numbers: a later bundle waits 200 ms for a missing earlier one, then the gap is skipped
/// and counted (docs/protocol.md, "Events"). Nothing is stored beyond that.
/// </summary>
internal sealed class EventOrder
{
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private long _aheadBytes;

    /// <summary>Makes the order of a node.</summary>
    public EventOrder(Turn turn, DeadlineQueue deadlines)
    {
        _turn = turn;
        _deadlines = deadlines;
    }

    /// <summary>Takes in a bundle that was not seen before.</summary>
    /// <param name="stream">Its stream, ephemeral or private.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="isKept">Whether one that comes too late for its place is handed out all the same, as calls must be.</param>
    /// <param name="ready">Receives what may be handed out now, in order.</param>
    /// <returns>How many messages turned out to be lost.</returns>
    public ulong OnTaken(StreamState stream, OrderedBundle bundle, bool isKept, List<OrderedBundle> ready)
    {
        if (stream.Ahead.Count == 0 && (bundle.Core.First == stream.ShownTo + 1 || (isKept && stream.ShownTo == 0)))
        {
            stream.ShownTo = bundle.Core.Last;
            ready.Add(bundle);
            return 0;
        }

        if (bundle.Core.First <= stream.ShownTo)
        {
            if (isKept)
            {
                ready.Add(bundle);
            }

            return 0;
        }

        stream.Ahead.Add(bundle.Core.First, bundle);
        _aheadBytes += bundle.Bytes;
        Drain(stream, ready);
        if (_aheadBytes > ProtocolLimits.EventsAheadBytesMax)
        {
            return Skip(stream, ready);
        }

        PlanSkip(stream);
        return 0;
    }

    /// <summary>A gap may have lasted long enough.</summary>
    /// <returns>How many messages turned out to be lost.</returns>
    public ulong OnDeadline(StreamState stream, List<OrderedBundle> ready)
    {
        if (_turn.Now < stream.HoldUntil)
        {
            return 0;
        }

        stream.HoldUntil = MeshInstant.Never;
        return Skip(stream, ready);
    }

    /// <summary>A stream is forgotten.</summary>
    public void OnForgotten(StreamState stream)
    {
        _aheadBytes -= stream.Ahead.Values.Sum(bundle => (long)bundle.Bytes);
        stream.Ahead.Clear();
    }

    private ulong Skip(StreamState stream, List<OrderedBundle> ready)
    {
        if (stream.Ahead.Count == 0)
        {
            return 0;
        }

        ulong next = stream.Ahead.Keys.First();

        // What came before the first one heard was never meant for this node.
        ulong lost = stream.ShownTo == 0 ? 0 : next - stream.ShownTo - 1;
        stream.ShownTo = next - 1;
        Drain(stream, ready);
        PlanSkip(stream);
        return lost;
    }

    private void Drain(StreamState stream, List<OrderedBundle> ready)
    {
        while (stream.Ahead.Count > 0 && stream.Ahead.First().Value is var next && next.Core.First <= stream.ShownTo + 1)
        {
            stream.Ahead.Remove(next.Core.First);
            _aheadBytes -= next.Bytes;
            stream.ShownTo = Math.Max(stream.ShownTo, next.Core.Last);
            ready.Add(next);
        }

        if (stream.Ahead.Count == 0)
        {
            stream.HoldUntil = MeshInstant.Never;
        }
    }

    private void PlanSkip(StreamState stream)
    {
        if (stream.Ahead.Count > 0 && stream.HoldUntil == MeshInstant.Never)
        {
            stream.HoldUntil = _turn.Now + (stream.ShownTo == 0 ? ProtocolLimits.EventFirstHoldBack : ProtocolLimits.EventHoldBack);
            _deadlines.Set(stream.HoldUntil, TimerKind.HoldBack, stream.Number);
        }
    }
}
