using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement.Oracles;

/// <summary>No collection that peers can fill passes its limit, and no link holds more than its pipe. Looked at once a simulated second.</summary>
internal sealed class Limits : IOracle
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Func<int, ICollection<Fill>, bool> _look;
    private readonly int _nodes;
    private readonly List<Fill> _fills = [];
    private MeshInstant _next;

    /// <summary>Watches so many nodes.</summary>
    /// <param name="nodes">How many.</param>
    /// <param name="look">Adds how full a node's collections are; false when the node tells nothing.</param>
    public Limits(int nodes, Func<int, ICollection<Fill>, bool> look)
    {
        _nodes = nodes;
        _look = look;
    }

    /// <inheritdoc/>
    public string Name => "limits";

    /// <inheritdoc/>
    public bool WatchesFrames => true;

    /// <inheritdoc/>
    public Verdict Verdict { get; } = new();

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        if (happened.At >= _next)
        {
            _next = happened.At + Beat;
            LookAround(happened.At);
        }
    }

    /// <inheritdoc/>
    public void End(MeshInstant at) => LookAround(at);

    private void LookAround(MeshInstant at)
    {
        for (int node = 0; node < _nodes; node++)
        {
            _fills.Clear();
            Verdict.IsReached |= _look(node, _fills);
            foreach (Fill fill in _fills)
            {
                if (fill.Count > fill.Most)
                {
                    Verdict.Add(new Complaint(at, FormattableString.Invariant($"node {node} holds {fill.Count} {fill.What}; the limit is {fill.Most}."), node));
                }
            }
        }
    }
}
