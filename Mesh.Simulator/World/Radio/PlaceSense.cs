namespace Mesh.Simulator.World.Radio;

/// <summary>
/// A sender is sensed by everybody within a range. Places are looked up anew only after the fastest node has gone a twentieth of the range, into a grid, and a node's
/// surroundings only when it sends.
/// </summary>
internal sealed class PlaceSense : ISenseRange
{
    private const double StaleShare = 0.05;
    private const double SpeedUnknown = 30;

    private readonly Movement _movement;
    private readonly double _range;
    private readonly TimeSpan? _hold;
    private readonly Position[] _places;
    private readonly Dictionary<(int Column, int Row), List<int>> _grid = [];
    private readonly List<int>?[] _around;
    private MeshInstant _validUntil = MeshInstant.Zero;

    /// <summary>Makes it.</summary>
    /// <param name="movement">Where the nodes are.</param>
    /// <param name="range">How far a sender is sensed, metres.</param>
    public PlaceSense(Movement movement, double range)
    {
        _movement = movement;
        _range = range;
        _hold = movement.Tracks.Any(track => track.Waypoints.Count > 1) ? TimeSpan.FromSeconds(Math.Max(0.05, range * StaleShare / SpeedUnknown)) : null;
        _places = new Position[movement.Tracks.Count];
        _around = new List<int>?[movement.Tracks.Count];
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Around(int sender, MeshInstant now)
    {
        if (now >= _validUntil)
        {
            Place(now);
            _validUntil = _hold is { } hold ? now + hold : MeshInstant.Never;
        }

        return _around[sender] ??= Find(sender);
    }

    private void Place(MeshInstant now)
    {
        foreach (List<int> cell in _grid.Values)
        {
            cell.Clear();
        }

        for (int node = 0; node < _places.Length; node++)
        {
            _places[node] = _movement.Tracks[node].At(now);
            _around[node] = null;
            (int, int) cell = CellOf(_places[node]);
            if (!_grid.TryGetValue(cell, out List<int>? nodes))
            {
                _grid.Add(cell, nodes = []);
            }

            nodes.Add(node);
        }
    }

    private List<int> Find(int sender)
    {
        List<int> found = [];
        (int column, int row) = CellOf(_places[sender]);
        for (int c = column - 1; c <= column + 1; c++)
        {
            for (int r = row - 1; r <= row + 1; r++)
            {
                if (_grid.TryGetValue((c, r), out List<int>? nodes))
                {
                    found.AddRange(nodes.Where(node => node != sender && IsNear(_places[sender], _places[node])));
                }
            }
        }

        return found;
    }

    private bool IsNear(Position a, Position b)
    {
        double x = a.X - b.X, y = a.Y - b.Y, z = a.Z - b.Z;
        return (x * x) + (y * y) + (z * z) <= _range * _range;
    }

    private (int Column, int Row) CellOf(Position place) => ((int)Math.Floor(place.X / _range), (int)Math.Floor(place.Y / _range));
}
