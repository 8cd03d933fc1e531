namespace Mesh.Simulator.World.Mobility;

/// <summary>Writes a track waypoint by waypoint; places are rounded to millimetres and times to microseconds before they decide anything.</summary>
internal sealed class TrackDraft
{
    private readonly List<Waypoint> _waypoints = [];
    private readonly long _end;
    private long _now;

    /// <summary>Begins a track at a place.</summary>
    /// <param name="place">Where the node is at the start.</param>
    /// <param name="duration">How much is wanted.</param>
    public TrackDraft(Position place, TimeSpan duration)
    {
        _end = duration.Ticks / TimeSpan.TicksPerMicrosecond;
        Place = Rounded(place);
        _waypoints.Add(new Waypoint(MeshInstant.Zero, Place));
    }

    /// <summary>Where the node is now.</summary>
    public Position Place { get; private set; }

    /// <summary>Seconds since the start.</summary>
    public double Seconds => _now / 1_000_000.0;

    /// <summary>Whether as much is written as is wanted.</summary>
    public bool IsComplete => _now >= _end;

    /// <summary>The node goes straight to a place at a speed in metres per second, above 0.</summary>
    public void GoTo(Position place, double speed)
    {
        Position to = Rounded(place);
        double x = to.X - Place.X, y = to.Y - Place.Y, z = to.Z - Place.Z;
        MoveTo(place, Math.Sqrt((x * x) + (y * y) + (z * z)) / speed);
    }

    /// <summary>The node goes straight to a place within a time in seconds.</summary>
    public void MoveTo(Position place, double seconds)
    {
        _now += Math.Max(1, (long)Math.Round(seconds * 1_000_000));
        Place = Rounded(place);
        _waypoints.Add(new Waypoint(new MeshInstant(_now), Place));
    }

    /// <summary>The node rests for a time in seconds.</summary>
    public void Rest(double seconds)
    {
        if (seconds > 0)
        {
            MoveTo(Place, seconds);
        }
    }

    /// <summary>The track.</summary>
    public Track ToTrack() => new(_waypoints);

    private static Position Rounded(Position place) => new(Rounded(place.X), Rounded(place.Y), Rounded(place.Z));

    private static double Rounded(double metres) => Math.Round(metres * 1000) / 1000;
}
