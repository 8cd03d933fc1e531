using System.Buffers;

namespace Mesh.Protocol;

/// <summary>
/// Collects the machine's outputs in order. Belongs to the caller and is reused: <see cref="Clear"/> before each call;
/// the memory of <see cref="MeshOutputKind.Send"/> and <see cref="MeshOutputKind.Sign"/> is valid until then.
/// </summary>
internal sealed class MeshOutbox : IBufferWriter<byte>
{
    private const int BlockBytes = 64 * 1024;
    private const int BlocksKept = 4;

    private readonly List<MeshOutput> _outputs = [];
    private readonly List<byte[]> _blocks = [];
    private int _block = -1;
    private int _used;
    private int _recordStart;

    /// <summary>How many outputs there are.</summary>
    public int Count => _outputs.Count;

    /// <summary>The output number <paramref name="index"/>.</summary>
    public MeshOutput this[int index] => _outputs[index];

    /// <summary>Forgets all outputs and their memory.</summary>
    public void Clear()
    {
        _outputs.Clear();
        _block = _blocks.Count > 0 ? 0 : -1;
        _used = 0;
        _recordStart = 0;
        if (_blocks.Count > BlocksKept)
        {
            _blocks.RemoveRange(BlocksKept, _blocks.Count - BlocksKept);
        }
    }

    /// <summary>Adds an output.</summary>
    public void Add(in MeshOutput output) => _outputs.Add(output);

    /// <summary>Begins a record; what is written through this writer until <see cref="EndRecord"/> is its bytes.</summary>
    public void BeginRecord()
    {
        _recordStart = _used;
    }

    /// <summary>The bytes written since <see cref="BeginRecord"/>.</summary>
    public ReadOnlyMemory<byte> EndRecord() =>
        _block < 0 ? default : _blocks[_block].AsMemory(_recordStart, _used - _recordStart);

    /// <inheritdoc/>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _block < 0 ? 0 : _blocks[_block].Length - _used);
        _used += count;
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _blocks[_block].AsMemory(_used);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void Reserve(int size)
    {
        if (_block >= 0 && _blocks[_block].Length - _used >= size)
        {
            return;
        }

        // A record stays in one piece: what it has so far moves along to the next block, which has room for as much again,
        // because who writes a large piece may ask for a byte at a time.
        int begun = _block < 0 ? 0 : _used - _recordStart;
        int next = _block + 1;
        int least = begun > 0 ? 2 * (begun + size) : size;
        if (next == _blocks.Count || _blocks[next].Length < least)
        {
            _blocks.Insert(next, new byte[Math.Max(BlockBytes, least)]);
        }

        if (begun > 0)
        {
            _blocks[_block].AsSpan(_recordStart, begun).CopyTo(_blocks[next]);
        }

        _block = next;
        _recordStart = 0;
        _used = begun;
    }
}
