namespace Mesh.Wire;

/// <summary>How an attempt to decode ended. Bytes from a peer never throw; they end in one of these.</summary>
public enum DecodeStatus : byte
{
    /// <summary>The value was read, and the position moved behind it.</summary>
    Complete,

    /// <summary>No byte is left: the last value ended where the input ends.</summary>
    End,

    /// <summary>The input ends inside the value, or a claimed length exceeds the bytes at hand.</summary>
    Incomplete,

    /// <summary>The next value is well formed, but of another type or out of the range asked for.</summary>
    Mismatch,

    /// <summary>The value is nested deeper than the caller allows.</summary>
    TooDeep,

    /// <summary>The value has a shorter encoding, and the caller accepts only the shortest.</summary>
    NotShortest,

    /// <summary>The bytes are no MessagePack whatever follows: 0xc1, a string that is not UTF-8, an impossible timestamp.</summary>
    Malformed,
}
