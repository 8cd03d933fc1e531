namespace Mesh.Simulator.Faults;

/// <summary>
/// Single frames are lost, doubled, cut off or changed by a bit, or come later in place of another, also on another link. TCP does none of it;
/// whoever shows nothing false under this shows nothing false at all.
/// </summary>
internal sealed class FramesFault(FaultParts parts) : IFault
{
    private const int KeptMax = 64;

    private readonly Queue<byte[]> _kept = new();

    /// <inheritdoc/>
    public string Begin()
    {
        parts.Network.Mangle = Mangle;
        return FormattableString.Invariant($"{parts.Spec.Share * 100} % of frames");
    }

    /// <inheritdoc/>
    public void End() => parts.Network.Mangle = null;

    private IEnumerable<byte[]> Mangle(byte[] frame)
    {
        if (!Draws.Chance(parts.Random, parts.Spec.Share))
        {
            return [frame];
        }

        switch (parts.Random.Next(6))
        {
            case 0:
                return [];
            case 1:
                return [frame, frame];
            case 2:
                frame[parts.Random.Next(frame.Length)] ^= (byte)(1 << parts.Random.Next(8));
                return [frame];
            case 3:
                return [frame[..(1 + parts.Random.Next(frame.Length))]];
            case 4 when _kept.Count < KeptMax:
                _kept.Enqueue(frame);
                return [];
            default:
                return _kept.TryDequeue(out byte[]? earlier) ? [frame, earlier] : [frame];
        }
    }
}
