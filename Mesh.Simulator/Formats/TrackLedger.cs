using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Gathers the samples of a file of movement in the file's own names and times, in any order, and makes tracks when all are known.</summary>
internal sealed class TrackLedger
{
    private readonly NodeNames _names = new();
    private readonly List<List<(long At, Position Place, double Remainder)>> _samples = [];
    private readonly List<List<(long From, long Until)>> _active = [];
    private long _count;
    private long _first = long.MaxValue;
    private long _last = long.MinValue;

    /// <summary>How many nodes so far.</summary>
    public int Count => _names.Count;

    /// <summary>The mark of a node.</summary>
    public int MarkOf(string name, Func<string, FormatFault> fault)
    {
        int mark = _names.MarkOf(name, fault);
        if (mark == _samples.Count)
        {
            _samples.Add([]);
            _active.Add([]);
        }

        return mark;
    }

    /// <summary>Whether a node is known by that name.</summary>
    public bool Knows(string name) => _names.Knows(name);

    /// <summary>Takes an instant into the span that the file speaks of.</summary>
    public void Touch(long at)
    {
        _first = Math.Min(_first, at);
        _last = Math.Max(_last, at);
    }

    /// <summary>Adds where a node is, in microseconds of the file's clock.</summary>
    /// <param name="mark">The node.</param>
    /// <param name="at">When.</param>
    /// <param name="place">Where.</param>
    /// <param name="fault">Makes the fault when there are too many.</param>
    /// <param name="remainder">See <see cref="Waypoint.Remainder"/>.</param>
    public void Add(int mark, long at, Position place, Func<string, FormatFault> fault, double remainder = 0)
    {
        if (++_count > FormatLimits.RecordsMax)
        {
            throw fault(FormattableString.Invariant($"at most {FormatLimits.RecordsMax} records"));
        }

        _samples[mark].Add((at, place, remainder));
        Touch(at);
    }

    /// <summary>Adds a time in which a node is switched on; a node without one is on always.</summary>
    public void AddActive(int mark, long from, long until) => _active[mark].Add((from, until));

    /// <summary>
    /// What was gathered, sorted by time. Of two samples of one node at one instant the first stands, unless jumps are meant; then both do.
    /// </summary>
    public Imported Build(string file, string expected, bool hasJumps = false)
    {
        if (_count == 0)
        {
            throw FormatFault.Of(file, $"holds no {expected}.");
        }

        (IReadOnlyList<string> names, int[] numbers) = _names.Sorted();
        long origin = FileTime.Origin(_first);
        Track[] tracks = new Track[names.Count];
        for (int mark = 0; mark < tracks.Length; mark++)
        {
            if (_samples[mark].Count == 0)
            {
                throw FormatFault.Of(file, $"never says where node {names[numbers[mark]]} is.");
            }

            tracks[numbers[mark]] = TrackOf(mark, origin, hasJumps);
        }

        return new Imported
        {
            Names = names,
            Origin = FileTime.Seconds(origin),
            From = new MeshInstant(_first - origin),
            Until = new MeshInstant(_last - origin),
            Movement = new Movement(TimeSpan.FromMicroseconds(_last - origin), tracks),
        };
    }

    private Track TrackOf(int mark, long origin, bool hasJumps)
    {
        List<Waypoint> waypoints = [];
        foreach ((long at, Position place, double remainder) in _samples[mark].OrderBy(sample => sample.At))
        {
            Waypoint next = new(new MeshInstant(at - origin), place) { Remainder = remainder };
            if (waypoints.Count == 0 || waypoints[^1].At < next.At || (hasJumps && waypoints[^1] != next))
            {
                waypoints.Add(next);
            }
        }

        List<ActiveSpan> active = [];
        foreach ((long from, long until) in _active[mark].OrderBy(span => span.From))
        {
            active.Add(new ActiveSpan(new MeshInstant(from - origin), new MeshInstant(until - origin)));
        }

        return new Track(waypoints, active);
    }
}
