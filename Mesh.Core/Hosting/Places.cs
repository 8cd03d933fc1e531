using System.Threading.Channels;

namespace Mesh.Hosting;

/// <summary>
/// A fixed number of places: who finds all taken waits until one is given back, first come first served. Who waits goes on in its own context. Thread-safe.
/// </summary>
internal sealed class Places
{
    private readonly Channel<byte> _taken;

    /// <param name="count">How many there are.</param>
    public Places(int count)
    {
        _taken = Channel.CreateBounded<byte>(count);
    }

    /// <summary>Waits for a place and takes it.</summary>
    /// <exception cref="ChannelClosedException">There are none any more.</exception>
    public ValueTask TakeAsync(CancellationToken cancellationToken) => _taken.Writer.WriteAsync(0, cancellationToken);

    /// <summary>Gives a place back.</summary>
    public void Return() => _taken.Reader.TryRead(out _);

    /// <summary>There are no places any more: who waits for one fails.</summary>
    public void Close() => _taken.Writer.TryComplete();
}
