using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Mesh.Transports.InMemory;

/// <summary>One direction of a link in memory: a bounded queue of messages and how it ended.</summary>
internal sealed class InMemoryPipe
{
    /// <summary>Messages under way; with one more the writer waits. Sixteen full messages are 2 MiB, as much as TCP keeps on its way.</summary>
    public const int MessagesMax = 16;

    private readonly Channel<byte[]> _queue = Channel.CreateBounded<byte[]>(MessagesMax);
    private string? _closeReason;

    /// <summary>Queues a copy of a message; waits while the queue is full.</summary>
    /// <exception cref="ChannelClosedException">The pipe has ended.</exception>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken) => _queue.Writer.WriteAsync(message.ToArray(), cancellationToken);

    /// <summary>Waits for the next message; what was queued before the end still comes.</summary>
    /// <exception cref="ChannelClosedException">The pipe has ended and is empty.</exception>
    public ValueTask<byte[]> ReadAsync(CancellationToken cancellationToken) => _queue.Reader.ReadAsync(cancellationToken);

    /// <summary>Ends the pipe with a reason, the first time.</summary>
    public void Close(string reason)
    {
        Interlocked.CompareExchange(ref _closeReason, reason, null);
        _queue.Writer.TryComplete();
    }

    /// <summary>Ends the pipe without a word.</summary>
    public void Break() => _queue.Writer.TryComplete();

    /// <summary>The reason, if the pipe was closed and not broken.</summary>
    public bool WasClosed([NotNullWhen(true)] out string? reason)
    {
        reason = Volatile.Read(ref _closeReason);
        return reason is not null;
    }
}
