namespace Mesh.Simulator.Bench.Children;

/// <summary>The hidden commands by which the bench starts itself as a child.</summary>
internal static class ChildCommand
{
    /// <summary>A node.</summary>
    public const string Node = "bench-node";

    /// <summary>The other end of one link.</summary>
    public const string Echo = "bench-echo";

    /// <summary>A server of SignalR and of echoes.</summary>
    public const string Hub = "bench-hub";

    /// <summary>One run of the simulator.</summary>
    public const string Run = "bench-run";
}
