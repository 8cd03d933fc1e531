using System.Net;
using System.Threading.Channels;
using Mesh.Transports;

namespace Mesh.Simulator.Embedding;

/// <summary>Accepts the links that are dialled to a station.</summary>
internal sealed class WireListener : ILinkListener
{
    private const int WaitingMax = 64;

    private readonly Station _station;
    private readonly Channel<ILink> _waiting = Channel.CreateBounded<ILink>(WaitingMax);

    /// <summary>Begins to accept at a station.</summary>
    /// <exception cref="InvalidOperationException">Somebody accepts there already.</exception>
    public WireListener(Station station)
    {
        _station = station;
        if (station.Listener is not null)
        {
            throw new InvalidOperationException($"{station.EndPoint} listens already.");
        }

        station.Listener = this;
    }

    /// <inheritdoc/>
    public IReadOnlyList<IPEndPoint> EndPoints => [_station.EndPoint];

    /// <inheritdoc/>
    public async ValueTask<ILink> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(WireListener));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_station.Listener == this)
        {
            _station.Listener = null;
        }

        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out ILink? link))
        {
            await link.DisposeAsync();
        }
    }

    /// <summary>Queues the accepting end of a link.</summary>
    /// <returns>False when the listener is gone or too many links wait.</returns>
    internal bool Offer(ILink link) => _waiting.Writer.TryWrite(link);
}
