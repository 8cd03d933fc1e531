namespace Mesh.Node.Wamp;

/// <summary>How messages of a session are written: the four subprotocols that the router speaks.</summary>
/// <param name="Name">The subprotocol's name.</param>
/// <param name="IsJson">JSON in text, or else MessagePack in binary messages.</param>
/// <param name="IsBatched">Whether messages of the transport hold several of WAMP.</param>
internal sealed record WampSerialization(string Name, bool IsJson, bool IsBatched)
{
    public static readonly WampSerialization Json = new("wamp.2.json", IsJson: true, IsBatched: false);
    public static readonly WampSerialization MessagePack = new("wamp.2.msgpack", IsJson: false, IsBatched: false);

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<WampSerialization> All =
        [Json, MessagePack, new("wamp.2.json.batched", IsJson: true, IsBatched: true), new("wamp.2.msgpack.batched", IsJson: false, IsBatched: true)];

    /// <summary>The first of a client's offers that is spoken here; null when none is.</summary>
    public static WampSerialization? Choose(IEnumerable<string> offers)
    {
        foreach (string offer in offers)
        {
            if (All.FirstOrDefault(known => known.Name == offer) is { } chosen)
            {
                return chosen;
            }
        }

        return null;
    }

    /// <summary>A message of MessagePack in this serialization.</summary>
    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> message) => IsJson ? MessagePackToJson.Convert(message.Span) : message;
}
