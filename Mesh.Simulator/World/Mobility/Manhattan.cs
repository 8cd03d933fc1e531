namespace Mesh.Simulator.World.Mobility;

/// <summary>Along the streets between square blocks: at each crossing straight on or to either side, back only where there is no other way.</summary>
internal sealed class Manhattan
{
    private readonly MobilitySpec _spec;
    private readonly MeshRandom _random;
    private readonly double _altitude;
    private int _column;
    private int _row;
    private (int X, int Y) _ahead;

    private Manhattan(MobilitySpec spec, MeshRandom random)
    {
        _spec = spec;
        _random = random;
        _altitude = random.Within(spec.Altitude);
    }

    /// <summary>Draws a node's track.</summary>
    public static Track Draw(MobilitySpec spec, TimeSpan duration, MeshRandom random) => new Manhattan(spec, random).Walk(duration);

    private Track Walk(TimeSpan duration)
    {
        // It begins somewhere on a street between two crossings: the longer all streets of a direction together, the likelier there.
        double across = (_spec.BlocksAlong + 1) * _spec.Width;
        double along = (_spec.BlocksAcross + 1) * _spec.Height;
        bool isAcross = _random.Unit() * (across + along) < across;
        _column = _random.Next(isAcross ? _spec.BlocksAcross : _spec.BlocksAcross + 1);
        _row = _random.Next(isAcross ? _spec.BlocksAlong + 1 : _spec.BlocksAlong);
        _ahead = isAcross ? (1, 0) : (0, 1);
        Position from = Crossing();
        Step();
        Position to = Crossing();
        double share = _random.Unit();
        TrackDraft draft = new(new Position(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share), _altitude), duration);
        if (_random.Chance(1, 2))
        {
            Step(-1);
            _ahead = (-_ahead.X, -_ahead.Y);
        }

        double speed = Speed();
        while (!draft.IsComplete)
        {
            draft.GoTo(Crossing(), speed);
            speed = _random.Unit() < _spec.SpeedChange ? Speed() : speed;
            TurnOrGoOn();
            Step();
        }

        return draft.ToTrack();
    }

    private double Speed() => Math.Max(0.1, _random.Within(_spec.Speed));

    private Position Crossing() => new(_column * _spec.Width / _spec.BlocksAcross, _row * _spec.Height / _spec.BlocksAlong, _altitude);

    private void Step(int steps = 1)
    {
        _column += _ahead.X * steps;
        _row += _ahead.Y * steps;
    }

    private void TurnOrGoOn()
    {
        bool isTurning = _random.Unit() < _spec.Turn;
        (int X, int Y) left = (-_ahead.Y, _ahead.X);
        (int X, int Y) right = (_ahead.Y, -_ahead.X);
        ((int X, int Y) one, (int X, int Y) other) = _random.Chance(1, 2) ? (left, right) : (right, left);
        (int X, int Y)[] wishes = isTurning ? [one, other, _ahead, (-_ahead.X, -_ahead.Y)] : [_ahead, one, other, (-_ahead.X, -_ahead.Y)];
        _ahead = wishes.First(IsStreet);
    }

    private bool IsStreet((int X, int Y) way) =>
        _column + way.X >= 0 && _column + way.X <= _spec.BlocksAcross && _row + way.Y >= 0 && _row + way.Y <= _spec.BlocksAlong;
}
