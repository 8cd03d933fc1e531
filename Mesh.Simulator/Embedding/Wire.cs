using Mesh.Hosting;

namespace Mesh.Simulator.Embedding;

/// <summary>
/// One direction of a link: everything arrives, in order, after its travel time. What finds the way closed waits and is sent again when it is open.
/// The end of the direction travels behind what was sent before it. Guarded by the ether's gate.
/// </summary>
internal sealed class Wire
{
    /// <summary>Bytes that are under way or wait to be read when the sender has to wait: about what TCP keeps on a short way.</summary>
    public const int WindowBytes = 256 * 1024;

    private readonly Ether _ether;
    private readonly Reach _reach;
    private readonly Station _from;
    private readonly SortedDictionary<long, Cargo> _stranded = [];
    private readonly Queue<byte[]> _arrived = new();
    private TimeSpan _strandedSince;
    private TimeSpan _lastArrival;
    private int _underWay;
    private long _nextToLeave;
    private long _nextToArrive;

    /// <summary>Makes a direction.</summary>
    public Wire(Ether ether, Reach reach, Station from)
    {
        _ether = ether;
        _reach = reach;
        _from = from;
    }

    /// <summary>Wakes the reader.</summary>
    public WakeSignal Readable { get; } = new();

    /// <summary>Wakes the writer.</summary>
    public WakeSignal Writable { get; } = new();

    /// <summary>The end that reads.</summary>
    public WireLink? Reader { get; set; }

    /// <summary>The end that writes.</summary>
    public WireLink? Writer { get; set; }

    /// <summary>Whether the writer has to wait.</summary>
    public bool IsFull => _underWay >= WindowBytes;

    /// <summary>Sends a message.</summary>
    public void Send(byte[] message)
    {
        _underWay += message.Length;
        Put(new Cargo(_nextToLeave++, message, null));
    }

    /// <summary>Ends the direction, with a reason or, without one, as a link that breaks.</summary>
    public void End(string? reason) => Put(new Cargo(_nextToLeave++, null, reason));

    /// <summary>Takes the next message that has arrived.</summary>
    public bool TryTake(out byte[]? message)
    {
        if (!_arrived.TryDequeue(out message))
        {
            return false;
        }

        Free(message.Length);
        return true;
    }

    /// <summary>The way is open again: what waits goes on with the next retransmission.</summary>
    public void Resume()
    {
        if (_stranded.Count > 0)
        {
            _ether.Clock.After(_ether.UntilRetransmission(_strandedSince), SendAgain);
        }
    }

    private void Put(Cargo cargo)
    {
        if (!_reach.IsOpen)
        {
            Strand(cargo);
        }
        else
        {
            Launch(cargo);
        }
    }

    private void Launch(Cargo cargo)
    {
        TimeSpan arrival = _ether.Clock.Now + _ether.TravelTime(_reach, _from, cargo.Message?.Length ?? 0);
        _lastArrival = arrival > _lastArrival ? arrival : _lastArrival;
        _ether.Clock.After(_lastArrival - _ether.Clock.Now, () => Arrive(cargo));
    }

    private void Arrive(Cargo cargo)
    {
        lock (_ether.Gate)
        {
            if (cargo.Number != _nextToArrive || !_reach.IsOpen)
            {
                Strand(cargo);
                return;
            }

            Deliver(cargo);
            while (_stranded.Remove(_nextToArrive, out Cargo next))
            {
                Deliver(next);
            }
        }
    }

    private void Deliver(Cargo cargo)
    {
        _nextToArrive++;
        if (cargo.Message is byte[] message && Reader!.Takes)
        {
            _arrived.Enqueue(message);
            Reader.OnBytes(message.Length);
            Readable.Set();
            return;
        }

        Free(cargo.Message?.Length ?? 0);
        if (Reader!.IsForsaken)
        {
            // Whoever is there now knows nothing of the link and answers so.
            Reader.OutgoingReset();
        }
        else if (cargo.Message is null)
        {
            Reader.OnPeerEnd(cargo.Reason);
        }

        if (cargo.Message is null)
        {
            _reach.Links.Remove(Writer!);
        }
    }

    private void Free(int bytes)
    {
        _underWay -= bytes;
        Writable.Set();
    }

    private void Strand(Cargo cargo)
    {
        if (_stranded.Count == 0)
        {
            _strandedSince = _ether.Clock.Now;
        }

        _stranded.Add(cargo.Number, cargo);
    }

    private void SendAgain()
    {
        lock (_ether.Gate)
        {
            if (!_reach.IsOpen)
            {
                return;
            }

            Cargo[] waiting = [.. _stranded.Values];
            _stranded.Clear();
            foreach (Cargo cargo in waiting)
            {
                Launch(cargo);
            }
        }
    }

    private readonly record struct Cargo(long Number, byte[]? Message, string? Reason);
}
