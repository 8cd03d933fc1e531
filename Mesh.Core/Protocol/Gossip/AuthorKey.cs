namespace Mesh.Protocol.Gossip;

/// <summary>An author's public key.</summary>
/// <param name="Owner">Whose it is.</param>
/// <param name="SubjectPublicKeyInfo">91 bytes.</param>
/// <param name="Slot">Its place in the directory; given to another when the key is forgotten.</param>
internal sealed record AuthorKey(PeerId Owner, ReadOnlyMemory<byte> SubjectPublicKeyInfo, int Slot);
