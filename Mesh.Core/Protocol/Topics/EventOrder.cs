using Mesh.Protocol.Gossip;
using Mesh.Wire;

namespace Mesh.Protocol.Topics;

/// <summary>
/// Puts what an author published or routed here in the order of its numbers: a later bundle waits 200 ms for a missing earlier one, then the gap is skipped
/// and counted (docs/protocol.md, "Events"). Nothing is stored beyond that.
/// </summary>
internal sealed class EventOrder
{
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;

    /// <summary>Makes the order of a node.</summary>
    public EventOrder(Turn turn, DeadlineQueue deadlines)
    {
        _turn = turn;
        _deadlines = deadlines;
    }

    /// <summary>Bytes of bundles that wait.</summary>
    public long AheadBytes { get; private set; }

    /// <summary>Takes in a bundle that was not seen before. Of a private stream one that comes too late for its place is handed out all the same, as calls must be.</summary>
    /// <param name="stream">Its stream, ephemeral or private.</param>
    /// <param name="bundle">The bundle.</param>
    /// <param name="ready">Receives what may be handed out now, in order.</param>
    /// <returns>How many messages turned out to be lost.</returns>
    public ulong OnTaken(StreamState stream, OrderedBundle bundle, List<OrderedBundle> ready)
    {
        if (bundle.Core.First <= stream.ShownTo)
        {
            if (IsKept(stream))
            {
                ready.Add(bundle);
            }

            return 0;
        }

        if (stream.Ahead.Count == 0 && (bundle.Core.First == stream.ShownTo + 1 || (IsKept(stream) && stream.ShownTo == 0)))
        {
            stream.ShownTo = bundle.Core.Last;
            ready.Add(bundle);
            return 0;
        }

        // Of two bundles that an author signed for one number the first one counts.
        if (!stream.Ahead.TryAdd(bundle.Core.First, bundle))
        {
            return 0;
        }

        AheadBytes += bundle.Bytes;
        Drain(stream, ready);
        ulong lost = 0;
        while (AheadBytes > ProtocolLimits.EventsAheadBytesMax && stream.Ahead.Count > 0)
        {
            lost += Skip(stream, ready);
        }

        PlanSkip(stream);
        return lost;
    }

    /// <summary>A gap may have lasted long enough.</summary>
    /// <returns>How many messages turned out to be lost.</returns>
    public ulong OnDeadline(StreamState stream, List<OrderedBundle> ready)
    {
        ulong lost = 0;
        while (_turn.Now >= stream.HoldUntil)
        {
            lost += Skip(stream, ready);
            PlanSkip(stream);
        }

        return lost;
    }

    /// <summary>Nobody here wants what comes up to a number; what waits is dropped.</summary>
    public void OnUnwanted(StreamState stream, ulong last)
    {
        OnForgotten(stream);
        stream.ShownTo = Math.Max(stream.ShownTo, last);
    }

    /// <summary>A stream is forgotten.</summary>
    public void OnForgotten(StreamState stream)
    {
        AheadBytes -= stream.Ahead.Values.Sum(bundle => (long)bundle.Bytes);
        stream.Ahead.Clear();
        stream.HoldUntil = MeshInstant.Never;
    }

    private static bool IsKept(StreamState stream) => stream.Class == ServiceClass.Private;

    private static MeshInstant DueOf(StreamState stream)
    {
        if (stream.Ahead.Count == 0)
        {
            return MeshInstant.Never;
        }

        return stream.Ahead.First().Value.At + (stream.ShownTo == 0 ? ProtocolLimits.EventFirstHoldBack : ProtocolLimits.EventHoldBack);
    }

    /// <summary>Gives up the lowest gap; there must be one.</summary>
    private ulong Skip(StreamState stream, List<OrderedBundle> ready)
    {
        ulong next = stream.Ahead.Keys.First();

        // What came before the first one heard was never meant for this node.
        ulong lost = stream.ShownTo == 0 ? 0 : next - stream.ShownTo - 1;
        stream.ShownTo = next - 1;
        Drain(stream, ready);
        return lost;
    }

    private void Drain(StreamState stream, List<OrderedBundle> ready)
    {
        while (stream.Ahead.Count > 0 && stream.Ahead.First().Value is var next && next.Core.First - 1 <= stream.ShownTo)
        {
            stream.Ahead.Remove(next.Core.First);
            AheadBytes -= next.Bytes;
            if (next.Core.First - 1 == stream.ShownTo || IsKept(stream))
            {
                ready.Add(next);
            }

            stream.ShownTo = Math.Max(stream.ShownTo, next.Core.Last);
        }
    }

    // Each gap has its own time, from when what stands behind it came: many gaps, one after the other, must not add up.
    private void PlanSkip(StreamState stream)
    {
        MeshInstant due = DueOf(stream);
        if (due != stream.HoldUntil)
        {
            stream.HoldUntil = due;
            if (due != MeshInstant.Never)
            {
                _deadlines.Set(due, TimerKind.HoldBack, stream.Number);
            }
        }
    }
}
