using Mesh.Node.Chat;
using Mesh.Node.Lines;

namespace Mesh.Node.Commands;

/// <summary>No front: prints what happens and waits for the end. What people write is printed as JSON only when asked for, never into a service's journal.</summary>
internal sealed class HeadlessFront
{
    private readonly IChatNode _node;
    private readonly IChatLines _lines;
    private readonly LineWriter _writer;
    private readonly bool _tellsMessages;

    public HeadlessFront(IChatNode node, IChatLines lines, LineWriter writer, bool tellsMessages)
    {
        _node = node;
        _lines = lines;
        _writer = writer;
        _tellsMessages = tellsMessages;
    }

    /// <returns>0 after cancellation, 1 when the node stopped by itself.</returns>
    /// <exception cref="OutputClosedException">Whoever read the output is gone.</exception>
    public async Task<int> RunAsync(NodeStatus status, IReadOnlyList<ChatLine> notes, CancellationToken cancellationToken)
    {
        try
        {
            IAsyncEnumerable<MeshEvent> events = _node.ReadEventsAsync(cancellationToken);
            await _writer.WriteAsync([.. _lines.Ready(status), .. notes], cancellationToken);
            await foreach (MeshEvent happening in events.WithCancellation(cancellationToken))
            {
                if (_tellsMessages || happening is not (MessageReceived or MessageQueued or MessageSent))
                {
                    await _writer.WriteAsync(_lines.Of(happening), cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }

        if (cancellationToken.IsCancellationRequested)
        {
            return 0;
        }

        await _writer.WriteAsync(_lines.Error("The node stopped because of a fault of its own; the log tells more."), CancellationToken.None);
        return 1;
    }
}
