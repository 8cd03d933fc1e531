using System.Buffers;

namespace Mesh.Node.Wamp;

/// <summary>Bytes that grow at the end, and in the middle where a header turns out to need more room. For one user at a time.</summary>
internal sealed class PatchableBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[512];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes, valid until the next change.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    /// <summary>Forgets all bytes, and the memory of an unusually large message too.</summary>
    public void Clear(int keptBytesMax)
    {
        Length = 0;
        if (_bytes.Length > keptBytesMax)
        {
            _bytes = new byte[512];
        }
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Replaces one byte by several.</summary>
    public void Replace(int position, ReadOnlySpan<byte> replacement)
    {
        int growth = replacement.Length - 1;
        Reserve(Math.Max(growth, 1));
        _bytes.AsSpan(position + 1, Length - position - 1).CopyTo(_bytes.AsSpan(position + replacement.Length));
        replacement.CopyTo(_bytes.AsSpan(position));
        Length += growth;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }
    }
}
