namespace Mesh.Simulator.World.Mobility;

/// <summary>
/// Groups: every group has a middle that wanders as by random waypoint, every member a slot beside it and wanders around that. In RPGM the slot is the middle itself
/// and members now and then go over to another group; in a formation the slots are a wedge behind the leader, and members hold them to a tenth of the spacing.
/// </summary>
internal sealed class GroupWalk
{
    private const double WobbleShare = 0.1;

    /// <summary>Members stray at no more than half the greatest speed, on top of the group's own; a guess.</summary>
    private const double StraySpeedShare = 0.5;

    private readonly MobilitySpec _spec;
    private readonly TimeSpan _duration;
    private readonly Track[] _middles;
    private readonly double _radius;

    /// <summary>Draws the groups' middles.</summary>
    public GroupWalk(MobilitySpec spec, int nodes, TimeSpan duration, MeshRandom random)
    {
        _spec = spec;
        _duration = duration;
        _radius = spec.Kind == MobilityKind.Rpgm ? spec.GroupRadius : spec.Spacing * WobbleShare;
        int groups = (nodes + spec.GroupSize - 1) / spec.GroupSize;
        _middles = [.. Enumerable.Range(0, groups).Select(group => Middle(random.Split(FormattableString.Invariant($"group {group}"))))];
    }

    /// <summary>Draws a member's track.</summary>
    public Track Draw(int node, MeshRandom random)
    {
        int group = node / _spec.GroupSize;
        Position slot = Slot(node % _spec.GroupSize);
        Position offset = Offset(slot, random);
        TrackDraft draft = new(Sum(_middles[group].At(MeshInstant.Zero), offset), _duration);
        while (!draft.IsComplete)
        {
            if (_spec.Kind == MobilityKind.Rpgm && _middles.Length > 1 && random.Unit() < _spec.GroupChange)
            {
                int other = random.Next(_middles.Length - 1);
                group = other < group ? other : other + 1;
                offset = Offset(slot, random);
                GoOver(draft, group, offset);
            }

            Position next = Offset(slot, random);
            double speed = random.Between(0.05, 1) * Math.Max(0.1, _spec.Speed.Max * StraySpeedShare);
            double seconds = Math.Max(1, Distance(offset, next) / speed);
            Stray(draft, _middles[group], offset, next, seconds);
            offset = next;
        }

        return draft.ToTrack();
    }

    private Track Middle(MeshRandom random)
    {
        // Far enough inside that members stay in the area, where it is wide enough.
        double rows = _spec.Kind == MobilityKind.Rpgm ? 0 : (_spec.GroupSize + 1) / 2 * _spec.Spacing;
        double marginX = Math.Min(_radius + rows, _spec.Width / 2 * 0.99);
        double marginY = Math.Min(_radius + rows, _spec.Height / 2 * 0.99);
        Track inner = RandomWaypoint.Draw(_spec with { Width = _spec.Width - (2 * marginX), Height = _spec.Height - (2 * marginY) }, _duration, random);
        return new Track([.. inner.Waypoints.Select(point => point with { Place = Sum(point.Place, new Position(marginX, marginY)) })]);
    }

    private Position Slot(int member)
    {
        if (_spec.Kind == MobilityKind.Rpgm || member == 0)
        {
            return default;
        }

        int row = (member + 1) / 2;
        double side = member % 2 == 0 ? 1 : -1;
        double step = _spec.Spacing / 1.4142135623730951;
        return new Position(-row * step, side * row * step);
    }

    private Position Offset(Position slot, MeshRandom random)
    {
        double distance = _radius * Math.Sqrt(random.Unit());
        double angle = random.Between(0, 2 * Math.PI);
        return new Position(slot.X + (distance * FixedMath.Cos(angle)), slot.Y + (distance * FixedMath.Sin(angle)));
    }

    /// <summary>The sum of two straight ways is straight between the waypoints of either.</summary>
    private static void Stray(TrackDraft draft, Track middle, Position from, Position to, double seconds)
    {
        double begin = draft.Seconds;
        foreach (Waypoint point in middle.Waypoints)
        {
            double at = point.At.Microseconds / 1_000_000.0;
            if (at > begin && at < begin + seconds)
            {
                draft.MoveTo(Sum(point.Place, Part(from, to, (at - begin) / seconds)), at - draft.Seconds);
            }
            else if (at >= begin + seconds)
            {
                break;
            }
        }

        draft.MoveTo(Sum(middle.At(Instant(begin + seconds)), to), begin + seconds - draft.Seconds);
    }

    /// <summary>Goes straight to the first place where it can meet the other group, in steps of a second.</summary>
    private void GoOver(TrackDraft draft, int group, Position offset)
    {
        double speed = Math.Max(0.1, _spec.Speed.Max);
        double seconds = 0;
        Position goal;
        do
        {
            seconds++;
            goal = Sum(_middles[group].At(Instant(draft.Seconds + seconds)), offset);
        }
        while (Distance(draft.Place, goal) > speed * seconds && draft.Seconds + seconds < _duration.TotalSeconds);
        draft.MoveTo(goal, Math.Max(seconds, Distance(draft.Place, goal) / speed));
    }

    private static MeshInstant Instant(double seconds) => new((long)Math.Round(seconds * 1_000_000));

    private static Position Sum(Position one, Position other) => new(one.X + other.X, one.Y + other.Y, one.Z + other.Z);

    private static Position Part(Position from, Position to, double share) => new(from.X + ((to.X - from.X) * share), from.Y + ((to.Y - from.Y) * share), from.Z + ((to.Z - from.Z) * share));

    private static double Distance(Position one, Position other) =>
        Math.Sqrt(((one.X - other.X) * (one.X - other.X)) + ((one.Y - other.Y) * (one.Y - other.Y)) + ((one.Z - other.Z) * (one.Z - other.Z)));
}
