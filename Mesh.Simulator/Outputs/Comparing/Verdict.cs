namespace Mesh.Simulator.Outputs.Comparing;

/// <summary>What a change of a figure means.</summary>
internal enum Verdict
{
    /// <summary>Within the tolerance.</summary>
    Same,

    /// <summary>Better by more than the tolerance, and not by chance.</summary>
    Better,

    /// <summary>Worse by more than the tolerance, and not by chance.</summary>
    Worse,

    /// <summary>Beyond the tolerance, but the seeds differ so much that it may be chance.</summary>
    Unsure,
}
