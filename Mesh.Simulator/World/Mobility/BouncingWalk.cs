namespace Mesh.Simulator.World.Mobility;

/// <summary>Goes straight within a box and comes off its sides like a ball, with a waypoint at each.</summary>
internal sealed class BouncingWalk
{
    private readonly MobilitySpec _spec;
    private readonly TrackDraft _draft;

    /// <summary>Walks in the area and altitudes of a spec.</summary>
    public BouncingWalk(MobilitySpec spec, TrackDraft draft)
    {
        _spec = spec;
        _draft = draft;
    }

    /// <summary>Goes on for a time in seconds.</summary>
    /// <param name="velocity">Metres per second.</param>
    /// <param name="seconds">How long.</param>
    /// <returns>The velocity after the last bounce.</returns>
    public Position Go(Position velocity, double seconds)
    {
        while (seconds > 0 && !_draft.IsComplete)
        {
            Position at = _draft.Place;
            (double x, double vx) = Along(at.X, velocity.X, 0, _spec.Width);
            (double y, double vy) = Along(at.Y, velocity.Y, 0, _spec.Height);
            (double z, double vz) = Along(at.Z, velocity.Z, _spec.Altitude.Min, _spec.Altitude.Max);
            velocity = new Position(vx, vy, vz);
            double step = Math.Min(seconds, Math.Min(x, Math.Min(y, z)));
            _draft.MoveTo(new Position(Inside(at.X + (vx * step), 0, _spec.Width), Inside(at.Y + (vy * step), 0, _spec.Height), Inside(at.Z + (vz * step), _spec.Altitude.Min, _spec.Altitude.Max)), step);
            seconds -= step;
        }

        return velocity;
    }

    /// <summary>Time to the next side in one direction, and the speed away from the side that the node stands at.</summary>
    private static (double Seconds, double Speed) Along(double at, double speed, double min, double max)
    {
        if (speed == 0 || max <= min)
        {
            return (double.MaxValue, 0);
        }

        speed = (at <= min && speed < 0) || (at >= max && speed > 0) ? -speed : speed;
        return (((speed > 0 ? max : min) - at) / speed, speed);
    }

    private static double Inside(double value, double min, double max) => Math.Min(Math.Max(value, min), Math.Max(min, max));
}
