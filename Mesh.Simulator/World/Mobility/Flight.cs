namespace Mesh.Simulator.World.Mobility;

/// <summary>Flies straight and in arcs at a steady speed. Arcs become short straight legs with their ends on the arc, at most 0.4 m off it.</summary>
internal sealed class Flight
{
    private const double ErrorMax = 0.4;

    private readonly TrackDraft _draft;
    private readonly double _speed;

    /// <summary>Flies on a track.</summary>
    /// <param name="draft">The track.</param>
    /// <param name="speed">Metres per second, above 0.</param>
    public Flight(TrackDraft draft, double speed)
    {
        _draft = draft;
        _speed = speed;
    }

    /// <summary>Whether the track is long enough.</summary>
    public bool IsComplete => _draft.IsComplete;

    /// <summary>Seconds since the start.</summary>
    public double Seconds => _draft.Seconds;

    /// <summary>Where it is.</summary>
    public Position Place => _draft.Place;

    /// <summary>The greatest angle of one leg on a circle: its height over the chord is radius x (1 - cos(angle / 2)), about radius x angle^2 / 8.</summary>
    public static double AngleMax(double radius) => Math.Min(Math.PI / 4, Math.Sqrt(8 * ErrorMax / radius));

    /// <summary>Flies straight to a place at the same height.</summary>
    public void To(double x, double y) => _draft.GoTo(new Position(x, y, Place.Z), _speed);

    /// <summary>Flies on a circle.</summary>
    /// <param name="x">Its middle.</param>
    /// <param name="y">Its middle.</param>
    /// <param name="radius">Its radius, metres.</param>
    /// <param name="from">The angle at which it is, radians.</param>
    /// <param name="turn">How far around, radians; positive is counter-clockwise.</param>
    public void Arc(double x, double y, double radius, double from, double turn)
    {
        int legs = (int)Math.Max(1, Math.Ceiling(Math.Abs(turn) / AngleMax(radius)));
        for (int leg = 1; leg <= legs && !IsComplete; leg++)
        {
            double angle = from + (turn * leg / legs);
            _draft.MoveTo(new Position(x + (radius * FixedMath.Cos(angle)), y + (radius * FixedMath.Sin(angle)), Place.Z), radius * Math.Abs(turn) / legs / _speed);
        }
    }

    /// <summary>Flies straight to the nearest place of a circle and tells the angle there.</summary>
    public double Join(double x, double y, double radius)
    {
        double angle = FixedMath.Atan2(Place.Y - y, Place.X - x);
        To(x + (radius * FixedMath.Cos(angle)), y + (radius * FixedMath.Sin(angle)));
        return angle;
    }

    /// <summary>Hovers or circles out a time that is not drawn.</summary>
    public void Rest(double seconds) => _draft.Rest(seconds);

    /// <summary>The track.</summary>
    public Track ToTrack() => _draft.ToTrack();
}
