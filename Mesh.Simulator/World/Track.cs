namespace Mesh.Simulator.World;

/// <summary>
/// How one node moves: straight lines at constant speed from waypoint to waypoint; before the first and after the last it stands still.
/// Two waypoints at one instant are a jump. Immutable.
/// </summary>
internal sealed class Track
{
    private readonly Waypoint[] _waypoints;

    /// <summary>Makes a track.</summary>
    /// <param name="waypoints">At least one, by time; equal times are a jump.</param>
    /// <param name="active">When the node is there at all, by time, without overlaps; empty when always.</param>
    /// <exception cref="ArgumentException">No waypoint, or they go back in time.</exception>
    public Track(IReadOnlyList<Waypoint> waypoints, IReadOnlyList<ActiveSpan>? active = null)
    {
        _waypoints = [.. waypoints];
        if (_waypoints.Length == 0)
        {
            throw new ArgumentException("A track has at least one waypoint.", nameof(waypoints));
        }

        for (int i = 1; i < _waypoints.Length; i++)
        {
            if (_waypoints[i].At < _waypoints[i - 1].At)
            {
                throw new ArgumentException($"The waypoints go back from {_waypoints[i - 1].At} to {_waypoints[i].At}.", nameof(waypoints));
            }
        }

        Active = active ?? [];
    }

    /// <summary>The waypoints, by time.</summary>
    public IReadOnlyList<Waypoint> Waypoints => _waypoints;

    /// <summary>When the node is there; empty when always.</summary>
    public IReadOnlyList<ActiveSpan> Active { get; }

    /// <summary>Where the node is; at a jump, where it jumped to.</summary>
    public Position At(MeshInstant instant)
    {
        int next = FirstAfter(instant);
        if (next == 0)
        {
            return _waypoints[0].Place;
        }

        Waypoint from = _waypoints[next - 1];
        if (next == _waypoints.Length)
        {
            return from.Place;
        }

        Waypoint to = _waypoints[next];
        double share = (double)(instant.Microseconds - from.At.Microseconds) / (to.At.Microseconds - from.At.Microseconds);
        return new Position(
            from.Place.X + ((to.Place.X - from.Place.X) * share),
            from.Place.Y + ((to.Place.Y - from.Place.Y) * share),
            from.Place.Z + ((to.Place.Z - from.Place.Z) * share));
    }

    private int FirstAfter(MeshInstant instant)
    {
        int low = 0;
        int high = _waypoints.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_waypoints[middle].At <= instant)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
