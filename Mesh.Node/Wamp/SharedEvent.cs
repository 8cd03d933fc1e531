namespace Mesh.Node.Wamp;

/// <summary>An EVENT of one subscription, written once for each serialization however many sessions get it. For one thread at a time.</summary>
/// <param name="message">The message as MessagePack.</param>
internal sealed class SharedEvent(ReadOnlyMemory<byte> message)
{
    private ReadOnlyMemory<byte> _json;

    /// <summary>The message in that serialization.</summary>
    public ReadOnlyMemory<byte> In(WampSerialization serialization)
    {
        if (!serialization.IsJson)
        {
            return message;
        }

        if (_json.IsEmpty)
        {
            _json = serialization.Encode(message);
        }

        return _json;
    }
}
