namespace Mesh.Simulator;

/// <summary>A test on a <see cref="SimulatedMesh"/> failed. The message says why, and the seed and the virtual time with which it happens again.</summary>
public sealed class SimulatedMeshException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, with seed and time.</param>
    /// <param name="seed">The seed of the run.</param>
    /// <param name="time">Virtual time since the run began.</param>
    /// <param name="inner">What the test's own code threw, or null.</param>
    public SimulatedMeshException(string message, ulong seed, TimeSpan time, Exception? inner = null)
        : base(message, inner)
    {
        Seed = seed;
        Time = time;
    }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; }

    /// <summary>Virtual time since the run began.</summary>
    public TimeSpan Time { get; }
}
