namespace Mesh.Simulator.Network;

/// <summary>How virtual nodes sign.</summary>
internal enum CryptoKind
{
    /// <summary>A keyed hash of the same length; anybody here could forge it.</summary>
    Fast,

    /// <summary>ECDSA over P-256, as real nodes do.</summary>
    Real,
}
