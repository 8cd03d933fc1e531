namespace Mesh.Chat;

/// <summary>A message and its place in the order.</summary>
/// <param name="Hlc">Its hybrid logical clock.</param>
/// <param name="Stream">Whose stream it belongs to.</param>
/// <param name="Sequence">Its number in the stream.</param>
/// <param name="Message">The message.</param>
internal sealed record TimelineEntry(ulong Hlc, StreamId Stream, ulong Sequence, RoomMessage Message) : IComparable<TimelineEntry>
{
    /// <summary>Compares the places, not the messages.</summary>
    public int CompareTo(TimelineEntry? other)
    {
        if (other is null)
        {
            return 1;
        }

        int order = Hlc.CompareTo(other.Hlc);
        order = order != 0 ? order : Stream.CompareTo(other.Stream);
        return order != 0 ? order : Sequence.CompareTo(other.Sequence);
    }
}
