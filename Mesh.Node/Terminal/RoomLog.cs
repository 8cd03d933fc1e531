using Mesh.Node.Slides;

namespace Mesh.Node.Terminal;

/// <summary>What happened in one room, in the order of arrival, and what of it the person has not seen.</summary>
internal sealed class RoomLog
{
    /// <summary>Lines kept; the oldest goes first.</summary>
    public const int LinesMax = 5_000;

    /// <summary>Chars kept, for lines may be long: 4 Mi chars are 8 MiB.</summary>
    public const int CharsMax = 4_194_304;

    private readonly List<RoomLine> _lines = [];
    private int _dropped;
    private long _chars;
    private long _last;

    public RoomLog(string name)
    {
        Name = name;
    }

    /// <summary>The room's name as the node knows it; empty for the place of what belongs to no room.</summary>
    public string Name { get; }

    /// <summary>The slides shown in the room.</summary>
    public SlideShow Show { get; } = new();

    /// <summary>Whether the person reads those slides here.</summary>
    public bool ReadsSlides { get; set; }

    /// <summary>The slide that this person asked for last, while it is under way; null when everybody sees it.</summary>
    public int? AskedSlide { get; set; }

    public int Count => _lines.Count - _dropped;

    /// <summary>Messages that came while another room was shown.</summary>
    public int Unread { get; private set; }

    /// <summary>Whether one of them names this person.</summary>
    public bool HasMention { get; private set; }

    /// <summary>The last line seen before the person looked away; lines behind it are marked as new. Null when there is nothing to mark.</summary>
    public long? SeenUpTo { get; private set; }

    /// <summary>Where the view stands, or null while it follows what comes.</summary>
    public ScrollPlace? Scroll { get; set; }

    public RoomLine this[int index] => _lines[_dropped + index];

    public void Add(RoomLine line, bool isShown)
    {
        line.Sequence = ++_last;
        _lines.Add(line);
        _chars += line.Text.Length;
        while (Count > LinesMax || (_chars > CharsMax && Count > 1))
        {
            _chars -= _lines[_dropped].Text.Length;
            _dropped++;
        }

        if (_dropped >= LinesMax / 4)
        {
            _lines.RemoveRange(0, _dropped);
            _dropped = 0;
        }

        if (!isShown && line.IsFromPerson)
        {
            Unread++;
            HasMention |= line.IsMention;
        }
    }

    /// <summary>The line's place among those kept; the oldest when it is gone already.</summary>
    public int IndexOf(long sequence) => Count == 0 ? 0 : (int)Math.Clamp(sequence - this[0].Sequence, 0, Count - 1);

    /// <summary>The person looks at the room.</summary>
    public void Open()
    {
        Unread = 0;
        HasMention = false;

        // Nothing came meanwhile, so what comes now, before the person's eyes, is not marked either.
        SeenUpTo = SeenUpTo == _last ? null : SeenUpTo;
    }

    /// <summary>The person looks at another room.</summary>
    public void Close() => SeenUpTo = _last;

    /// <summary>The person wrote here, and so has seen what there was.</summary>
    public void MarkSeen() => SeenUpTo = null;
}
