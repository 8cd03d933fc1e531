using System.Net;
using System.Threading.Channels;
using Mesh.Transports;

namespace Mesh.Tests.Unit.Hosting;

/// <summary>A link whose other end is a test.</summary>
internal sealed class ScriptedLink : ILink
{
    private readonly Channel<byte[]> _incoming = Channel.CreateUnbounded<byte[]>();
    private readonly SemaphoreSlim _writable = new(0);

    /// <summary>Whether sending waits for <see cref="LetOneOut"/>.</summary>
    public bool IsStuck { get; init; }

    /// <summary>Makes every use of the peer's identity throw this.</summary>
    public Exception? Broken { get; init; }

    public Channel<byte[]> Sent { get; } = Channel.CreateUnbounded<byte[]>();

    public List<string> Closed { get; } = [];

    public bool IsDisposed { get; private set; }

    public int Received { get; private set; }

    public PeerId Peer => Broken is null ? new PeerId(new Id128(0, 7)) : throw Broken;

    public ReadOnlyMemory<byte> PeerKey => new byte[91];

    public bool IsInitiator => false;

    public Digest LocalBinding => default;

    public Digest RemoteBinding => default;

    public LinkAddress Remote { get; } = new(new IPEndPoint(IPAddress.Loopback, 9), null);

    public long ReceivedBytes { get; set; }

    public long SentBytes => 0;

    public string CloseReason { get; set; } = "";

    public void Arrive(params byte[] message) => _incoming.Writer.TryWrite(message);

    public void PeerCloses(string reason)
    {
        CloseReason = reason;
        _incoming.Writer.TryComplete();
    }

    public void Break() => _incoming.Writer.TryComplete(new LinkException(LinkFailure.Broken, "The cable was cut."));

    public void LetOneOut() => _writable.Release();

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        if (IsStuck)
        {
            await _writable.WaitAsync(cancellationToken);
        }

        Sent.Writer.TryWrite(message.ToArray());
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await _incoming.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_incoming.Reader.TryRead(out byte[]? message))
            {
                Received++;
                ReceivedBytes += message.Length;
                return message;
            }
        }

        return null;
    }

    public ValueTask CloseAsync(string reason)
    {
        Closed.Add(reason);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
