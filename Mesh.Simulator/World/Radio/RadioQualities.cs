namespace Mesh.Simulator.World.Radio;

/// <summary>Loss and rate from the radio: by distance, by how near the edge of the range a link is, and by what was drawn for its direction.</summary>
internal sealed class RadioQualities : ILinkQualities
{
    /// <summary>Two nodes at 20 m/s come 4 m nearer in the meantime.</summary>
    private static readonly TimeSpan Hold = TimeSpan.FromMilliseconds(100);

    private readonly RadioSpec _spec;
    private readonly LinkBudget _budget;
    private readonly Movement? _movement;
    private readonly ulong _seed;
    private readonly bool _isByDistance;

    /// <summary>Makes it.</summary>
    /// <param name="spec">The radio.</param>
    /// <param name="budget">Its budget.</param>
    /// <param name="movement">Where the nodes are; null where nothing is known, and then distance does not count.</param>
    /// <param name="random">Draws what each direction has of its own.</param>
    public RadioQualities(RadioSpec spec, LinkBudget budget, Movement? movement, MeshRandom random)
    {
        _spec = spec;
        _budget = budget;
        _movement = movement;
        _seed = random.NextUInt64();
        _isByDistance = movement is not null && (spec.EdgeSoftness > 0 || spec.Rates.Count > 0);
        HoldsFor = _isByDistance && movement!.Tracks.Any(track => track.Waypoints.Count > 1) ? Hold : null;
    }

    /// <inheritdoc/>
    public TimeSpan? HoldsFor { get; }

    /// <inheritdoc/>
    public LinkQuality Of(int from, int to, MeshInstant now)
    {
        double loss = _spec.Loss + (_spec.LossDeviation == 0 ? 0 : _spec.LossDeviation * PairDraw.Normal(_seed, from, to));
        if (!_isByDistance)
        {
            return new LinkQuality(Math.Clamp(loss, 0, LinkQuality.LossMax), _spec.Rates.Count == 0 ? _spec.Rate : _spec.Rates[0].Rate);
        }

        Position a = _movement!.Tracks[from].At(now);
        Position b = _movement.Tracks[to].At(now);
        double metres = Math.Sqrt(((a.X - b.X) * (a.X - b.X)) + ((a.Y - b.Y) * (a.Y - b.Y)) + ((a.Z - b.Z) * (a.Z - b.Z)));
        if (_spec.EdgeSoftness > 0)
        {
            double atEdge = 1 / (1 + FixedMath.Pow(9, _budget.Margin(from, to, metres) / _spec.EdgeSoftness));
            loss = 1 - ((1 - atEdge) * (1 - Math.Clamp(loss, 0, 1)));
        }

        return new LinkQuality(Math.Clamp(loss, 0, LinkQuality.LossMax), RateAt(_spec.Rates.Count == 0 ? 0 : _budget.EffectiveDistance(from, to, metres)));
    }

    private double RateAt(double metres)
    {
        foreach (RateStep step in _spec.Rates)
        {
            if (metres <= step.Within)
            {
                return step.Rate;
            }
        }

        return _spec.Rates.Count == 0 ? _spec.Rate : _spec.Rates[^1].Rate;
    }
}
