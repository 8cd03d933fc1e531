using System.Net;
using System.Threading.Channels;

namespace Mesh.Transports.InMemory;

/// <summary>Accepts links of an <see cref="InMemoryNetwork"/>.</summary>
internal sealed class InMemoryListener : ILinkListener
{
    private const int WaitingMax = 64;

    private readonly InMemoryNetwork _network;
    private readonly Channel<ILink> _waiting = Channel.CreateBounded<ILink>(WaitingMax);

    /// <summary>Creates the listener; the network makes it known.</summary>
    public InMemoryListener(InMemoryNetwork network, LinkKey node, IPEndPoint endPoint)
    {
        _network = network;
        Node = node;
        EndPoint = endPoint;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IPEndPoint> EndPoints => [EndPoint];

    /// <summary>Who listens.</summary>
    internal LinkKey Node { get; }

    /// <summary>Where it listens.</summary>
    internal IPEndPoint EndPoint { get; }

    /// <inheritdoc/>
    public async ValueTask<ILink> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(InMemoryListener));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _network.Forget(this);
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out ILink? link))
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Queues the accepting end of a link.</summary>
    /// <returns>False when the listener is gone or too many links wait.</returns>
    internal bool Offer(ILink link) => _waiting.Writer.TryWrite(link);
}
