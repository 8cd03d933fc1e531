using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement;

/// <summary>A check of one promise over a whole run. Watches, and never changes the run.</summary>
internal interface IOracle : IRunObserver
{
    /// <summary>Its name, kebab-case.</summary>
    string Name { get; }

    /// <summary>Whether it must be told of frames, of which there are many more than of everything else.</summary>
    bool WatchesFrames => false;

    /// <summary>What it found.</summary>
    Verdict Verdict { get; }

    /// <summary>The run has ended.</summary>
    void End(MeshInstant at)
    {
        // Most oracles judge each event by itself.
    }
}
