using System.Buffers;
using Mesh.Protocol;

namespace Mesh.Simulator.Network;

/// <summary>
/// Records that wait to leave on one link, by class, as in the real driver. Keeps memory only while something waits: there are a hundred thousand of these.
/// </summary>
internal sealed class RecordQueue
{
    private const int Classes = (int)SendClass.Bulk + 1;

    private readonly Lane?[] _lanes = new Lane?[Classes];

    /// <summary>Bytes that wait.</summary>
    public int Bytes { get; private set; }

    /// <summary>Adds a record, copying it.</summary>
    public void Add(ReadOnlySpan<byte> record, SendClass sendClass)
    {
        (_lanes[(int)sendClass] ??= new Lane()).Add(record);
        Bytes += record.Length;
    }

    /// <summary>Moves waiting records, most urgent class first, into a frame until all are there or the next does not fit.</summary>
    /// <returns>Bytes moved.</returns>
    public int Take(Span<byte> frame)
    {
        int used = 0;
        for (int i = 0; i < Classes; i++)
        {
            while (_lanes[i] is { } lane && lane.NextLength <= frame.Length - used)
            {
                used += lane.Take(frame[used..]);
                if (lane.IsEmpty)
                {
                    lane.Release();
                    _lanes[i] = null;
                }
            }

            if (_lanes[i] is not null)
            {
                break;
            }
        }

        Bytes -= used;
        return used;
    }

    /// <summary>Forgets what waits.</summary>
    public void Clear()
    {
        for (int i = 0; i < Classes; i++)
        {
            _lanes[i]?.Release();
            _lanes[i] = null;
        }

        Bytes = 0;
    }

    /// <summary>Records one behind the other in rented memory.</summary>
    private sealed class Lane
    {
        private const int FirstBytes = 1024;

        private readonly Queue<int> _lengths = new();
        private byte[] _memory = ArrayPool<byte>.Shared.Rent(FirstBytes);
        private int _head;
        private int _tail;

        public bool IsEmpty => _lengths.Count == 0;

        public int NextLength => _lengths.Peek();

        public void Add(ReadOnlySpan<byte> record)
        {
            if (_memory.Length - _tail < record.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent(2 * (_tail - _head + record.Length));
                _memory.AsSpan(_head, _tail - _head).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_memory);
                _memory = larger;
                _tail -= _head;
                _head = 0;
            }

            record.CopyTo(_memory.AsSpan(_tail));
            _tail += record.Length;
            _lengths.Enqueue(record.Length);
        }

        public int Take(Span<byte> destination)
        {
            int length = _lengths.Dequeue();
            _memory.AsSpan(_head, length).CopyTo(destination);
            _head += length;
            return length;
        }

        public void Release()
        {
            ArrayPool<byte>.Shared.Return(_memory);
            _memory = [];
        }
    }
}
