using System.Threading.Channels;

namespace Mesh.Hosting;

/// <summary>Wakes one waiting loop. Set any number of times before the wait counts once. Thread-safe; one waiter.</summary>
internal sealed class WakeSignal
{
    private readonly Channel<byte> _channel = Channel.CreateBounded<byte>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _channel.Writer.TryWrite(0);

    /// <summary>Waits until the signal was set since the last wait, and resets it.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) =>
        await _channel.Reader.ReadAsync(cancellationToken).ConfigureAwait(OwnContext.Kept);
}
