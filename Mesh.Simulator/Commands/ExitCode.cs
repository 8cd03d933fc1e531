namespace Mesh.Simulator.Commands;

/// <summary>How the process ends.</summary>
internal static class ExitCode
{
    /// <summary>Everything held.</summary>
    public const int Held = 0;

    /// <summary>Something did not hold, or became worse.</summary>
    public const int Failed = 1;

    /// <summary>Something that a person gave is wrong.</summary>
    public const int BadInput = 2;

    /// <summary>A fault of ours (EX_SOFTWARE of sysexits.h).</summary>
    public const int Fault = 70;
}
