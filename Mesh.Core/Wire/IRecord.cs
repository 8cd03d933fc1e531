using System.Buffers;

namespace Mesh.Wire;

/// <summary>One kind of record: the shape that the protocol machine and the tests handle alike.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
internal interface IRecord<TSelf>
    where TSelf : struct, IRecord<TSelf>
{
    /// <summary>The record's first field.</summary>
    static abstract RecordKind Kind { get; }

    /// <summary>Reads one whole record. Memory in <paramref name="value"/> points into <paramref name="record"/>.</summary>
    /// <returns>False for anything but this kind in its grammar and limits; <paramref name="value"/> is then the default and not to be used.</returns>
    static abstract bool TryRead(ReadOnlyMemory<byte> record, out TSelf value);

    /// <summary>Writes the record in its shortest form.</summary>
    /// <exception cref="ArgumentException">The value passes a limit of <see cref="WireLimits"/>, which the receiver would refuse.</exception>
    void Write(IBufferWriter<byte> output);
}
