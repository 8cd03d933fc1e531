namespace Mesh.Hosting;

/// <summary>Own messages that have not left on any link, by the tag of their bundle. Bounded: the oldest bundle is forgotten, and its leaving is then not told. Not thread-safe.</summary>
internal sealed class SentLedger
{
    private readonly Dictionary<long, List<RoomMessage>> _unsent = [];
    private readonly Queue<long> _order = new();

    /// <summary>Messages that have not left.</summary>
    public int Count => _unsent.Values.Sum(messages => messages.Count);

    public void Add(long tag, RoomMessage message)
    {
        if (!_unsent.TryGetValue(tag, out List<RoomMessage>? messages))
        {
            messages = [];
            _unsent.Add(tag, messages);
            _order.Enqueue(tag);
            Trim();
        }

        messages.Add(message);
    }

    /// <summary>The messages of the bundle that left just now, once; empty when it had left before.</summary>
    public IReadOnlyList<RoomMessage> Left(long tag)
    {
        return _unsent.Remove(tag, out List<RoomMessage>? messages) ? messages : [];
    }

    private void Trim()
    {
        // Tags that have left stay in the order until they are at its front or there are too many of them.
        while (_order.Count > 0 && (_order.Count > NodeLimits.UnsentBundlesMax || !_unsent.ContainsKey(_order.Peek())))
        {
            _unsent.Remove(_order.Dequeue());
        }
    }
}
