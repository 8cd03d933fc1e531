namespace Mesh.Wire;

/// <summary>Bits of a bundle's envelope. Bits that a node does not know are ignored and not passed on.</summary>
[Flags]
internal enum BundleFlags : byte
{
    None = 0,

    /// <summary>The answer to a PULL or WANT: changes no tree.</summary>
    Sync = 1,
}
