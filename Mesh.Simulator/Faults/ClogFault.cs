using Mesh.Simulator.Engine;

namespace Mesh.Simulator.Faults;

/// <summary>Directions of links stall and flow by turns; what waited comes at once.</summary>
internal sealed class ClogFault(FaultParts parts) : IFault, IEventTarget
{
    private (int From, int To)[] _ways = [];
    private bool[] _isStalled = [];
    private bool _isOver;

    /// <inheritdoc/>
    public string Begin()
    {
        _ways = [.. Draws.Some(parts.Pairs(), parts.Spec.Share, parts.Random).Select(pair => parts.Random.Chance(1, 2) ? pair : (pair.B, pair.A))];
        _isStalled = new bool[_ways.Length];
        for (int i = 0; i < _ways.Length; i++)
        {
            Turn(i);
        }

        return FaultParts.Named("from", [.. _ways.Select(way => FormattableString.Invariant($"{way.From} to {way.To}"))]);
    }

    /// <inheritdoc/>
    public void End()
    {
        _isOver = true;
        for (int i = 0; i < _ways.Length; i++)
        {
            if (_isStalled[i])
            {
                parts.Network.Block(_ways[i].From, _ways[i].To, isBlocked: false);
            }
        }
    }

    /// <inheritdoc/>
    public void On(in SimulationEvent due)
    {
        if (!_isOver)
        {
            Turn((int)due.Number);
        }
    }

    private void Turn(int way)
    {
        _isStalled[way] = !_isStalled[way];
        parts.Network.Block(_ways[way].From, _ways[way].To, _isStalled[way]);
        parts.Network.Plan(Draws.Time(parts.Random, parts.Spec.Stall), this, kind: 0, way, null);
    }
}
