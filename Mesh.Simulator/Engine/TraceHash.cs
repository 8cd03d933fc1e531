using System.Buffers.Binary;
using System.Security.Cryptography;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Engine;

/// <summary>
/// SHA-256 over everything that happens in a run: instant, kind, who, number and length of each event, texts left out. Signatures have one length and are
/// left out with the bytes of frames, so real and stand-in signatures give one hash.
/// </summary>
internal sealed class TraceHash : IRunObserver, IDisposable
{
    private const int EntryBytes = 25;
    private const int BufferBytes = EntryBytes * 512;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferBytes];
    private int _used;

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        if (_used == BufferBytes)
        {
            Flush();
        }

        Span<byte> entry = _buffer.AsSpan(_used, EntryBytes);
        BinaryPrimitives.WriteInt64BigEndian(entry, happened.At.Microseconds);
        entry[8] = (byte)happened.Kind;
        BinaryPrimitives.WriteInt32BigEndian(entry[9..], happened.A);
        BinaryPrimitives.WriteInt32BigEndian(entry[13..], happened.B);
        BinaryPrimitives.WriteInt32BigEndian(entry[17..], happened.Number);
        BinaryPrimitives.WriteInt32BigEndian(entry[21..], happened.Bytes);
        _used += EntryBytes;
    }

    /// <summary>The hash so far, 64 hexadecimal digits in lower case.</summary>
    public string Current()
    {
        Flush();
        return Convert.ToHexStringLower(_hash.GetCurrentHash());
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_buffer.AsSpan(0, _used));
        _used = 0;
    }
}
