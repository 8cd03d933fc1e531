using Mesh.Simulator.Engine;

namespace Mesh.Simulator.Faults;

/// <summary>Nodes go and come back: one after the other leaves, each stays away for a time of its own. At the end all come back at once.</summary>
internal sealed class ChurnFault(FaultParts parts) : IFault, IEventTarget
{
    private const int Leave = 0;
    private const int Return = 1;

    private readonly Dictionary<int, long> _away = [];
    private long _lastStay;
    private bool _isOver;

    /// <inheritdoc/>
    public string Begin()
    {
        PlanLeave();
        return FormattableString.Invariant($"{parts.Spec.Rate} nodes a second");
    }

    /// <inheritdoc/>
    public void End()
    {
        _isOver = true;
        foreach (int node in _away.Keys.Order().ToArray())
        {
            parts.Switches.Start(node);
        }

        _away.Clear();
    }

    /// <inheritdoc/>
    public void On(in SimulationEvent due)
    {
        if (_isOver)
        {
            return;
        }

        if (due.Kind == Leave)
        {
            PlanLeave();
            LeaveNow();
        }
        else if (_away.TryGetValue((int)due.Number, out long stay) && stay == (long)due.Body!)
        {
            _away.Remove((int)due.Number);
            parts.Switches.Start((int)due.Number);
        }
    }

    private void LeaveNow()
    {
        int[] up = [.. parts.Network.Nodes.Where(node => node.IsUp).Select(node => node.Number)];
        if (up.Length > 1)
        {
            int node = up[parts.Random.Next(up.Length)];
            _away.Add(node, ++_lastStay);
            parts.Switches.Stop(node, silently: parts.Random.Chance(1, 2), parts.Spec.Storage);
            parts.Network.Plan(Draws.Time(parts.Random, parts.Spec.Away), this, Return, node, _lastStay);
        }
    }

    /// <summary>Half to one and a half of the mean time apart.</summary>
    private void PlanLeave() =>
        parts.Network.Plan(Draws.Time(parts.Random, new(0.5 / parts.Spec.Rate, 1.5 / parts.Spec.Rate)), this, Leave, 0, null);
}
