namespace Mesh.Simulator.Network;

/// <summary>Makes and checks the signatures of virtual nodes.</summary>
internal interface ISignatures
{
    /// <summary>Signs in the name of a node: 64 bytes.</summary>
    byte[] Sign(int node, ReadOnlySpan<byte> bytes);

    /// <summary>Whether the owner of the key signed the bytes.</summary>
    bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature);
}
