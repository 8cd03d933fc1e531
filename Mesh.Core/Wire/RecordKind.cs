namespace Mesh.Wire;

/// <summary>What a record is: its first field (docs/protocol.md, "Records"). A receiver skips kinds that it does not know.</summary>
internal enum RecordKind : byte
{
    Hello = 0,
    Proof = 1,
    Refuse = 2,
    Ping = 3,
    Pong = 4,
    Ack = 5,
    Neighbours = 6,
    Peers = 7,
    Key = 8,
    Fork = 9,
    Bundle = 10,
    IHave = 11,
    Graft = 12,
    Prune = 13,
    Want = 14,
    Heads = 15,
    Pull = 16,
    Fingerprint = 17,
    KeyWant = 18,
    Routed = 19,
    NoRoute = 20,
}
