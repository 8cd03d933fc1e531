namespace Mesh.Wire;

/// <summary>Splits a frame, one WebSocket message, into its records (docs/protocol.md, "Frames"). Each record is checked as MessagePack on the way; its fields are not looked at.</summary>
/// <param name="frame">The whole message; one that is empty or passes <see cref="WireLimits.FrameBytesMax"/> is malformed.</param>
internal ref struct FrameReader(ReadOnlyMemory<byte> frame)
{
    private readonly ReadOnlyMemory<byte> _frame = frame;
    private MessagePackReader _reader = new(frame.Span);
    private bool _isMalformed = frame.Length is 0 or > WireLimits.FrameBytesMax;

    /// <summary>The next record.</summary>
    /// <param name="kind">Its kind, which may be one that this node does not know.</param>
    /// <param name="record">The record's whole array; points into the frame.</param>
    /// <returns>
    /// <see cref="DecodeStatus.Complete"/>, <see cref="DecodeStatus.End"/> behind the last record, or <see cref="DecodeStatus.Malformed"/>, after which nothing more is read.
    /// </returns>
    public DecodeStatus Next(out RecordKind kind, out ReadOnlyMemory<byte> record)
    {
        kind = default;
        record = default;
        if (_isMalformed)
        {
            return DecodeStatus.Malformed;
        }

        if (_reader.IsEnd)
        {
            return DecodeStatus.End;
        }

        int start = _reader.Position;
        MessagePackReader head = _reader;
        if (!head.TryReadArrayHeader(out int fields) || fields == 0 || !head.TryReadUInt64(out ulong number) || number > byte.MaxValue
            || !_reader.TrySkip(WireLimits.RecordDepthMax))
        {
            _isMalformed = true;
            return DecodeStatus.Malformed;
        }

        kind = (RecordKind)number;
        record = _frame[start.._reader.Position];
        return DecodeStatus.Complete;
    }
}
