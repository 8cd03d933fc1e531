namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// The patterns of the Paparazzi autopilot, drawn one after the other: stay-at (circles around a place) 30 %, way-point (straight to a place) 30 %, eight 5 %,
/// scan (parallel lanes over a rectangle) 30 %, oval 5 % (Bouachir, Abrassart, Garcia and Larrieu 2014). Each node keeps its height and speed.
/// </summary>
internal sealed class Paparazzi
{
    private const int StayAt = 30;
    private const int WayPoint = 60;
    private const int Eight = 65;
    private const int Scan = 95;

    private readonly MobilitySpec _spec;
    private readonly MeshRandom _random;
    private readonly Flight _flight;
    private readonly double _radiusMax;

    private Paparazzi(MobilitySpec spec, TimeSpan duration, MeshRandom random)
    {
        _spec = spec;
        _random = random;
        _radiusMax = Math.Min(spec.Width, spec.Height) / 4;
        Position start = new(random.Between(0, spec.Width), random.Between(0, spec.Height), random.Within(spec.Altitude));
        _flight = new Flight(new TrackDraft(start, duration), Math.Max(0.1, random.Within(spec.Speed)));
    }

    /// <summary>Draws a node's track.</summary>
    public static Track Draw(MobilitySpec spec, TimeSpan duration, MeshRandom random) => new Paparazzi(spec, duration, random).Fly();

    private Track Fly()
    {
        while (!_flight.IsComplete)
        {
            double until = _flight.Seconds + _random.Within(_spec.PatternTime);
            double radius = Math.Min(_random.Within(_spec.TurnRadius), _radiusMax);
            int pattern = _random.Next(100);
            (double x, double y) = Anywhere(radius);
            (double x2, double y2) = Anywhere(radius);
            if (pattern < StayAt)
            {
                Circle(x, y, radius, until);
            }
            else if (pattern < WayPoint)
            {
                _flight.To(x, y);
            }
            else if (pattern < Eight)
            {
                FlyEight(x, y, radius, until);
            }
            else if (pattern < Scan)
            {
                FlyScan(x, y, x2, y2, radius, until);
            }
            else
            {
                Oval.Fly(_flight, x, y, x2, y2, radius, until);
            }
        }

        return _flight.ToTrack();
    }

    private (double X, double Y) Anywhere(double margin) => (_random.Between(margin, _spec.Width - margin), _random.Between(margin, _spec.Height - margin));

    private void Circle(double x, double y, double radius, double until)
    {
        double angle = _flight.Join(x, y, radius);
        while (_flight.Seconds < until && !_flight.IsComplete)
        {
            _flight.Arc(x, y, radius, angle, 2 * Math.PI);
        }
    }

    /// <summary>Two circles that touch, one left about, one right about; both lie inside the area.</summary>
    private void FlyEight(double x, double y, double radius, double until)
    {
        x = Math.Clamp(x, 2 * radius, _spec.Width - (2 * radius));
        _flight.To(x, y);
        while (_flight.Seconds < until && !_flight.IsComplete)
        {
            _flight.Arc(x - radius, y, radius, 0, 2 * Math.PI);
            _flight.Arc(x + radius, y, radius, Math.PI, -2 * Math.PI);
        }
    }

    /// <summary>Lanes two radii apart between two corners, with half circles at their ends, and again.</summary>
    private void FlyScan(double x, double y, double x2, double y2, double radius, double until)
    {
        (double left, double right) = (Math.Min(x, x2), Math.Max(x, x2));
        (double low, double high) = (Math.Min(y, y2), Math.Max(y, y2));
        while (_flight.Seconds < until && !_flight.IsComplete)
        {
            _flight.To(left, low);
            double lane = low;
            bool isEastward = true;
            _flight.To(right, lane);
            while (lane + (2 * radius) <= high && _flight.Seconds < until && !_flight.IsComplete)
            {
                _flight.Arc(isEastward ? right : left, lane + radius, radius, -Math.PI / 2, isEastward ? Math.PI : -Math.PI);
                lane += 2 * radius;
                isEastward = !isEastward;
                _flight.To(isEastward ? right : left, lane);
            }
        }
    }
}
