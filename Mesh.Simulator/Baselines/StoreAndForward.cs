using System.Buffers;
using Mesh.Simulator.Network;
using Mesh.Wire;

namespace Mesh.Simulator.Baselines;

/// <summary>
/// A node that stores, carries and forwards. In contact two nodes tell each other what they know and send what the other lacks: first what is for it, then
/// the oldest. Epidemic (Vahdat and Becker 2000) gives everything to everybody; binary spray-and-wait (Spyropoulos, Psounis and Raghavendra 2005) gives half
/// of a message's copies away, and the last copy to the addressee alone. A message for a room has everybody for its addressee. With immunity (Mundur, Seligman
/// and Lee 2008) nodes also tell each other which private messages have arrived, and carry those no further.
/// Links come and go with contacts; nothing outlives a crash. Computing takes no time here: contacts last seconds, and deliveries hours.
/// </summary>
internal sealed class StoreAndForward : INodeProgram
{
    private const int Transmitted = 0;
    private const double BitsPerByte = 8;

    private readonly INodeHost _host;
    private readonly StoreSpec _spec;
    private readonly bool _countsCopies;
    private readonly BundleStore _store;
    private readonly StreamVector _known = new();
    private readonly StreamVector _delivered = new();
    private readonly SortedDictionary<int, CarryPeer> _peers = [];
    private readonly HashSet<string> _rooms = [];
    private readonly ArrayBufferWriter<byte> _frame = new();
    private readonly ulong _stream;
    private uint _written;
    private bool _isTransmitting;

    /// <summary>Makes the program of a node.</summary>
    /// <param name="host">What the network does for it.</param>
    /// <param name="spec">Store, rate and copies.</param>
    /// <param name="countsCopies">Whether a message has so many copies only; else everybody gets one.</param>
    public StoreAndForward(INodeHost host, StoreSpec spec, bool countsCopies)
    {
        _host = host;
        _spec = spec;
        _countsCopies = countsCopies;
        _store = new BundleStore(spec);
        _stream = BundleId.StreamOf(host.Number, host.Now);
    }

    /// <inheritdoc/>
    public void Start()
    {
        // Everything begins with a contact.
    }

    /// <inheritdoc/>
    public void OnHeard(int peer)
    {
        // Links come with contacts.
    }

    /// <inheritdoc/>
    public void OnDialFailed(long token, int peer)
    {
        // Nothing is dialled.
    }

    /// <inheritdoc/>
    public void OnLinkUp(int link, int peer, bool isInitiator, long token)
    {
        _peers.Add(link, new CarryPeer(link, peer));
        _frame.ResetWrittenCount();
        CarryFrame.WriteSummary(_frame, _known, _delivered);
        _host.Send(link, _frame.WrittenSpan);
    }

    /// <inheritdoc/>
    public void OnFrame(int link, ReadOnlyMemory<byte> frame)
    {
        MessagePackReader reader = new(frame.Span);
        if (!_peers.TryGetValue(link, out CarryPeer? peer) || !reader.TryReadArrayHeader(out _) || !reader.TryReadUInt64(out ulong kind))
        {
            return;
        }

        if (kind == CarryFrame.Summary && StreamVector.TryRead(ref reader, out StreamVector known) && StreamVector.TryRead(ref reader, out StreamVector delivered))
        {
            OnSummary(peer, known, delivered);
        }
        else if (kind == CarryFrame.Bundle && CarryFrame.ReadBundle(ref reader) is { } bundle)
        {
            OnBundle(peer, bundle);
        }
        else if (kind == CarryFrame.Have && CarryFrame.TryReadId(ref reader, out BundleId id))
        {
            OnHave(peer, id);
        }

        Transmit();
    }

    /// <inheritdoc/>
    public void OnWritable(int link) => Transmit();

    /// <inheritdoc/>
    public void OnLinkDown(int link, string reason)
    {
        if (_peers.Remove(link, out CarryPeer? gone))
        {
            // What did not arrive was not given away. If only the answer was lost, a message has some copies more.
            foreach ((CarriedBundle bundle, int copies) in gone.Given.Values)
            {
                bundle.Copies += copies;
            }
        }
    }

    /// <inheritdoc/>
    public void OnWake()
    {
        // No timer is set.
    }

    /// <inheritdoc/>
    public void OnEffect(int kind, long number, object? body)
    {
        _isTransmitting = false;
        var bundle = (CarriedBundle)body!;
        if (_peers.TryGetValue((int)number, out CarryPeer? peer) && IsWanted(peer, bundle))
        {
            Send(peer, bundle);
        }

        Transmit();
    }

    /// <inheritdoc/>
    public void Publish(int message, string room, ReadOnlyMemory<byte> body) => PublishTo(message, Workloads.PlannedMessage.Everybody, room, body);

    /// <inheritdoc/>
    public void PublishTo(int message, int to, string room, ReadOnlyMemory<byte> body)
    {
        CarriedBundle bundle = new()
        {
            Id = new BundleId(_stream, _written++),
            To = to,
            Room = room,
            Created = _host.Now,
            Hops = 0,
            Copies = _spec.Copies,
            Body = body.ToArray(),
        };
        _host.Delivered(bundle.Body, 0);
        if (_known.Add(bundle.Id) && to != _host.Number)
        {
            _store.Add(bundle);
            Offer(bundle);
            Transmit();
        }
    }

    /// <inheritdoc/>
    public void Join(string room) => _rooms.Add(room);

    /// <inheritdoc/>
    public void OnWallClock(TimeSpan offset)
    {
        // Time is taken from the steady clock.
    }

    /// <inheritdoc/>
    public void Stop()
    {
        // There is no goodbye.
    }

    private void OnSummary(CarryPeer peer, StreamVector known, StreamVector delivered)
    {
        peer.Known = known;
        foreach (BundleId id in _store.Ids.Within(known).ToArray())
        {
            OnKnown(peer, id);
        }

        if (_spec.Immunity)
        {
            foreach (BundleId id in delivered.Without(_delivered).ToArray())
            {
                OnDelivered(id);
            }
        }

        IEnumerable<CarriedBundle> lacking = _store.Ids.Without(known).ToArray().Select(id => _store.Find(id, _host.Now)).OfType<CarriedBundle>();
        foreach (CarriedBundle bundle in lacking.OrderBy(bundle => bundle.Created).ThenBy(bundle => bundle.Id))
        {
            Queue(peer, bundle);
        }
    }

    private void OnBundle(CarryPeer peer, CarriedBundle bundle)
    {
        peer.Known?.Add(bundle.Id);
        if (!_known.Add(bundle.Id))
        {
            return;
        }

        _frame.ResetWrittenCount();
        CarryFrame.WriteHave(_frame, bundle.Id);
        foreach (CarryPeer other in _peers.Values)
        {
            _host.Send(other.Link, _frame.WrittenSpan);
        }

        if (bundle.To == _host.Number)
        {
            _delivered.Add(bundle.Id);
        }

        if (bundle.To == _host.Number || (bundle.To < 0 && _rooms.Contains(bundle.Room)))
        {
            _host.Delivered(bundle.Body, bundle.Hops);
        }

        bool isToCarry = bundle.To != _host.Number && (!_countsCopies || bundle.Copies > 0);
        if (isToCarry && !_store.HasExpired(bundle.Created, _host.Now))
        {
            _store.Add(bundle);
            Offer(bundle);
        }
    }

    private void OnHave(CarryPeer peer, BundleId id)
    {
        peer.Known?.Add(id);
        peer.Given.Remove(id);
        OnKnown(peer, id);
    }

    /// <summary>What its addressee has need not be carried any further.</summary>
    private void OnKnown(CarryPeer peer, BundleId id)
    {
        if (_store.Find(id, _host.Now) is { } bundle && bundle.To == peer.Number)
        {
            OnDelivered(id);
        }
    }

    private void OnDelivered(BundleId id)
    {
        _delivered.Add(id);
        _known.Add(id);
        if (_store.Find(id, _host.Now) is { } bundle)
        {
            _store.Remove(bundle);
        }
    }

    private void Offer(CarriedBundle bundle)
    {
        foreach (CarryPeer peer in _peers.Values)
        {
            Queue(peer, bundle);
        }
    }

    private void Queue(CarryPeer peer, CarriedBundle bundle)
    {
        if (IsWanted(peer, bundle))
        {
            (bundle.To == peer.Number ? peer.ForIt : peer.ToCarry).Enqueue(bundle);
        }
    }

    private bool IsWanted(CarryPeer peer, CarriedBundle bundle) =>
        bundle.IsStored
        && peer.Known is { } known && !known.Contains(bundle.Id)
        && !_store.HasExpired(bundle.Created, _host.Now)
        && (!_countsCopies || bundle.To == peer.Number || bundle.To < 0 || bundle.Copies > 1);

    private void Transmit()
    {
        while (!_isTransmitting && Next() is { } next)
        {
            if (_spec.Rate <= 0)
            {
                Send(next.Peer, next.Bundle);
                continue;
            }

            _isTransmitting = true;
            long microseconds = (long)(next.Bundle.Body.Length * BitsPerByte * 1_000_000 / _spec.Rate);
            _host.After(TimeSpan.FromMicroseconds(microseconds), Transmitted, next.Peer.Link, next.Bundle);
        }
    }

    /// <summary>
    /// What goes out next: to addressees first, then to any of the peers, drawn, because many who got one bundle at one time would else all send it to the
    /// same next one.
    /// </summary>
    private (CarryPeer Peer, CarriedBundle Bundle)? Next() => NextOf(peer => peer.ForIt) ?? NextOf(peer => peer.ToCarry);

    private (CarryPeer Peer, CarriedBundle Bundle)? NextOf(Func<CarryPeer, Queue<CarriedBundle>> queueOf)
    {
        CarryPeer? drawn = null;
        int ready = 0;
        foreach (CarryPeer peer in _peers.Values)
        {
            Queue<CarriedBundle> queue = queueOf(peer);
            while (queue.Count > 0 && !IsWanted(peer, queue.Peek()))
            {
                queue.Dequeue();
            }

            if (queue.Count > 0 && _host.IsWritable(peer.Link) && _host.Random.Chance(1, ++ready))
            {
                drawn = peer;
            }
        }

        return drawn is null ? null : (drawn, queueOf(drawn).Dequeue());
    }

    private void Send(CarryPeer peer, CarriedBundle bundle)
    {
        int given = _countsCopies && bundle.To != peer.Number ? bundle.Copies / 2 : 0;
        if (given > 0)
        {
            bundle.Copies -= given;
            peer.Given.Add(bundle.Id, (bundle, given));
        }

        peer.Known!.Add(bundle.Id);
        _frame.ResetWrittenCount();
        CarryFrame.WriteBundle(_frame, bundle, given);
        _host.Send(peer.Link, _frame.WrittenSpan);
    }
}
