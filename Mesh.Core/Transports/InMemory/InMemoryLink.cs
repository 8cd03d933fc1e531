using System.Threading.Channels;

namespace Mesh.Transports.InMemory;

/// <summary>One end of a link in memory. Behaves as a WebSocket link does, without a socket and without a clock.</summary>
internal sealed class InMemoryLink : ILink
{
    private readonly InMemoryPipe _outgoing;
    private readonly InMemoryPipe _incoming;
    private readonly LinkKey _remote;
    private long _received;
    private long _sent;
    private int _closed;

    private InMemoryLink(InMemoryPipe outgoing, InMemoryPipe incoming, LinkKey local, LinkKey remote, LinkAddress address, bool isInitiator)
    {
        _outgoing = outgoing;
        _incoming = incoming;
        _remote = remote;
        LocalBinding = local.Binding;
        Remote = address;
        IsInitiator = isInitiator;
    }

    /// <inheritdoc/>
    public PeerId Peer => _remote.Peer;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PeerKey => _remote.PublicKey;

    /// <inheritdoc/>
    public bool IsInitiator { get; }

    /// <inheritdoc/>
    public Digest LocalBinding { get; }

    /// <inheritdoc/>
    public Digest RemoteBinding => _remote.Binding;

    /// <inheritdoc/>
    public LinkAddress Remote { get; }

    /// <inheritdoc/>
    public long ReceivedBytes => Interlocked.Read(ref _received);

    /// <inheritdoc/>
    public long SentBytes => Interlocked.Read(ref _sent);

    /// <inheritdoc/>
    public string CloseReason { get; private set; } = "";

    /// <summary>Both ends of a new link.</summary>
    public static (InMemoryLink Initiator, InMemoryLink Acceptor) Pair(LinkKey initiator, LinkAddress initiatorAt, LinkKey acceptor, LinkAddress acceptorAt)
    {
        InMemoryPipe there = new();
        InMemoryPipe back = new();
        return (
            new InMemoryLink(there, back, initiator, acceptor, acceptorAt, isInitiator: true),
            new InMemoryLink(back, there, acceptor, initiator, initiatorAt, isInitiator: false));
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
            await _outgoing.WriteAsync(message, cancellationToken).ConfigureAwait(false);
            Interlocked.Add(ref _sent, message.Length);
        }
        catch (ChannelClosedException fault)
        {
            throw Broken(fault);
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
        if (Volatile.Read(ref _closed) != 0)
        {
            return _incoming.WasClosed(out _) || _outgoing.WasClosed(out _) ? null : throw Broken(null);
        }

        try
        {
            byte[] message = await _incoming.ReadAsync(cancellationToken).ConfigureAwait(false);
            Interlocked.Add(ref _received, message.Length);
            return message;
        }
        catch (ChannelClosedException fault)
        {
            if (!_incoming.WasClosed(out string? reason))
            {
                throw Broken(fault);
            }

            if (Volatile.Read(ref _closed) == 0)
            {
                CloseReason = reason;
            }

            return null;
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
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _outgoing.Close(CloseReasonText.Clean(reason));
            _incoming.Close("");
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Break();
        return ValueTask.CompletedTask;
    }

    private void Break()
    {
        Interlocked.Exchange(ref _closed, 1);
        _outgoing.Break();
        _incoming.Break();
    }

    private LinkException Broken(Exception? fault) => new(LinkFailure.Broken, $"The link to {Remote} broke.", fault);
}
