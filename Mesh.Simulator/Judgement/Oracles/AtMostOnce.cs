using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement.Oracles;

/// <summary>
/// A node shows each message once. Real nodes keep no messages over a restart, so that whoever was started again may show again what it is given.
/// </summary>
internal sealed class AtMostOnce : IOracle
{
    private readonly NumberSet[] _shown;

    /// <summary>Watches so many nodes.</summary>
    public AtMostOnce(int nodes)
    {
        _shown = [.. Enumerable.Range(0, nodes).Select(_ => new NumberSet())];
    }

    /// <inheritdoc/>
    public string Name => "at-most-once";

    /// <inheritdoc/>
    public Verdict Verdict { get; } = new() { IsReached = true };

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        if (happened.Kind == RunEventKind.NodeUp)
        {
            _shown[happened.A].Clear();
        }
        else if (happened is { Kind: RunEventKind.Delivered, Number: >= 0 } && !_shown[happened.A].Add(happened.Number))
        {
            Verdict.Add(new Complaint(happened.At, FormattableString.Invariant($"node {happened.A} showed message {happened.Number} twice."), happened.A, happened.Number));
        }
    }
}
