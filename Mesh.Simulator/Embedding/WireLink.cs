using Mesh.Transports;

namespace Mesh.Simulator.Embedding;

/// <summary>One end of a link in the ether. Behaves as a WebSocket link does, in virtual time.</summary>
internal sealed class WireLink : ILink
{
    private readonly Ether _ether;
    private readonly Reach _reach;
    private readonly Station _here;
    private readonly Station _there;
    private readonly Wire _outgoing;
    private readonly Wire _incoming;
    private State _state;
    private string? _peerReason;
    private long _received;
    private long _sent;

    private WireLink(Ether ether, Reach reach, Station here, Wire outgoing, Wire incoming, bool isInitiator)
    {
        _ether = ether;
        _reach = reach;
        _here = here;
        _there = reach.Other(here);
        _outgoing = outgoing;
        _incoming = incoming;
        IsInitiator = isInitiator;
        Remote = new LinkAddress(_there.EndPoint, EtherDiscovery.InterfaceName);
        outgoing.Writer = this;
        incoming.Reader = this;
    }

    private enum State
    {
        Up,
        PeerClosed,
        PeerBroke,
        Closed,
        Broken,
        Forsaken,
    }

    /// <inheritdoc/>
    public PeerId Peer => _there.Key.Peer;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PeerKey => _there.Key.PublicKey;

    /// <inheritdoc/>
    public bool IsInitiator { get; }

    /// <inheritdoc/>
    public Digest LocalBinding => _here.Key.Binding;

    /// <inheritdoc/>
    public Digest RemoteBinding => _there.Key.Binding;

    /// <inheritdoc/>
    public LinkAddress Remote { get; }

    /// <inheritdoc/>
    public long ReceivedBytes => Interlocked.Read(ref _received);

    /// <inheritdoc/>
    public long SentBytes => Interlocked.Read(ref _sent);

    /// <inheritdoc/>
    public string CloseReason { get; private set; } = "";

    /// <summary>Whether messages that arrive are for somebody.</summary>
    internal bool Takes => _state == State.Up;

    /// <summary>Whether the station went dark since, so that nobody here knows of the link.</summary>
    internal bool IsForsaken => _state == State.Forsaken;

    /// <summary>Both ends of a new link.</summary>
    public static (WireLink Initiator, WireLink Acceptor) Pair(Ether ether, Reach reach, Station initiator)
    {
        Wire there = new(ether, reach, initiator);
        Wire back = new(ether, reach, reach.Other(initiator));
        WireLink dialled = new(ether, reach, initiator, there, back, isInitiator: true);
        WireLink accepted = new(ether, reach, reach.Other(initiator), back, there, isInitiator: false);
        reach.Links.Add(dialled);
        reach.Links.Add(accepted);
        return (dialled, accepted);
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (message.Length > LinkLimits.MessageBytesMax)
        {
            throw new ArgumentException($"A message takes at most {LinkLimits.MessageBytesMax} bytes; this one has {message.Length}.", nameof(message));
        }

        try
        {
            while (!TrySend(message))
            {
                await _outgoing.Writable.WaitAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            Break();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            byte[]? message;
            while (!TryReceive(out message))
            {
                await _incoming.Readable.WaitAsync(cancellationToken);
            }

            return message is null ? default(ReadOnlyMemory<byte>?) : message;
        }
        catch (OperationCanceledException)
        {
            Break();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask CloseAsync(string reason)
    {
        End(State.Closed, CloseReasonText.Clean(reason));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Break();
        return ValueTask.CompletedTask;
    }

    /// <summary>The station of this end went dark.</summary>
    internal void Forsake(Station station)
    {
        if (station == _here)
        {
            lock (_ether.Gate)
            {
                _state = State.Forsaken;
                Wake();
            }
        }
    }

    /// <summary>The way is open again.</summary>
    internal void Resume()
    {
        lock (_ether.Gate)
        {
            _outgoing.Resume();
        }
    }

    /// <summary>Answers the peer that nobody here knows of the link.</summary>
    internal void OutgoingReset() => _outgoing.End(null);

    /// <summary>Bytes have arrived.</summary>
    internal void OnBytes(int bytes) => Interlocked.Add(ref _received, bytes);

    /// <summary>The peer closed with a reason, or the link broke.</summary>
    internal void OnPeerEnd(string? reason)
    {
        if (_state == State.Up)
        {
            _state = reason is null ? State.PeerBroke : State.PeerClosed;
            _peerReason = reason;
            Wake();
        }

        // Nothing can arrive here any more, and what this end still says finds nobody.
        _reach.Links.Remove(this);
    }

    private bool TrySend(ReadOnlyMemory<byte> message)
    {
        lock (_ether.Gate)
        {
            if (_state != State.Up)
            {
                throw Broken();
            }

            if (_outgoing.IsFull)
            {
                return false;
            }

            _outgoing.Send(message.ToArray());
            Interlocked.Add(ref _sent, message.Length);
            return true;
        }
    }

    private bool TryReceive(out byte[]? message)
    {
        lock (_ether.Gate)
        {
            message = null;
            switch (_state)
            {
                case State.Closed:
                    return true;
                case State.Broken or State.Forsaken:
                    return _peerReason is not null ? true : throw Broken();
                default:
                    break;
            }

            if (_incoming.TryTake(out message))
            {
                return true;
            }

            if (_state == State.PeerBroke)
            {
                throw Broken();
            }

            CloseReason = _peerReason ?? "";
            return _state == State.PeerClosed;
        }
    }

    private void Break() => End(State.Broken, null);

    private void End(State state, string? reason)
    {
        lock (_ether.Gate)
        {
            if (_state == State.Up)
            {
                _state = state;
                _outgoing.End(reason);
            }
            else if (_state is State.PeerBroke or State.PeerClosed)
            {
                _state = state;
            }

            Wake();
        }
    }

    private void Wake()
    {
        _incoming.Readable.Set();
        _outgoing.Writable.Set();
    }

    private LinkException Broken() => new(LinkFailure.Broken, $"The link to {Remote} broke.");
}
