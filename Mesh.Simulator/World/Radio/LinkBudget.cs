using Mesh.Simulator.World.Contacts;

namespace Mesh.Simulator.World.Radio;

/// <summary>
/// What a radio leaves of a signal between two nodes: power less path loss, less shadowing that the pair shares, less what the direction has on top. Two nodes reach each other
/// where both directions do, since a link needs both.
/// </summary>
internal sealed class LinkBudget : IReach
{
    private readonly PathLoss _loss;
    private readonly double _budget;
    private readonly double _shadowing;
    private readonly double _asymmetry;
    private readonly ulong _pairSeed;
    private readonly ulong _directionSeed;

    /// <summary>The budget of a spec with places.</summary>
    public LinkBudget(RadioSpec spec, MeshRandom random)
    {
        bool isDisk = spec.Kind is not (RadioKind.LogDistance or RadioKind.TwoRay or RadioKind.FreeSpace);
        _loss = new PathLoss(spec);
        _budget = isDisk ? 0 : spec.TransmitPower - spec.Sensitivity;
        _shadowing = isDisk ? 0 : spec.Shadowing;
        _asymmetry = isDisk ? 0 : spec.Asymmetry;
        _pairSeed = random.NextUInt64();
        _directionSeed = random.NextUInt64();
        Median = isDisk ? spec.Range : _loss.Distance(_budget);
        Max = IsEven ? Median : _loss.Distance(_budget + (PairDraw.Limit * (_shadowing + _asymmetry)));
    }

    /// <summary>How far a pair without shadowing reaches, metres.</summary>
    public double Median { get; }

    /// <inheritdoc/>
    public double Max { get; }

    private bool IsEven => _shadowing == 0 && _asymmetry == 0;

    /// <inheritdoc/>
    public double Between(int a, int b) => IsEven ? Median : _loss.Distance(_budget - Math.Max(Shadow(a, b), Shadow(b, a)));

    /// <summary>How many decibels the signal of one is above what the other needs, over a distance in metres; negative when too weak.</summary>
    public double Margin(int from, int to, double metres) => _budget - Shadow(from, to) - _loss.Over(metres);

    /// <summary>At how many metres a pair without shadowing would receive as much.</summary>
    public double EffectiveDistance(int from, int to, double metres) => IsEven ? metres : _loss.Distance(_loss.Over(metres) + Shadow(from, to));

    private double Shadow(int from, int to) => IsEven
        ? 0
        : (_shadowing * PairDraw.Normal(_pairSeed, Math.Min(from, to), Math.Max(from, to))) + (_asymmetry * PairDraw.Normal(_directionSeed, from, to));
}
