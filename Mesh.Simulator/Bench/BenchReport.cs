namespace Mesh.Simulator.Bench;

/// <summary>What a run of the bench gave. The names, in camel case, are the fields of the JSON output.</summary>
internal sealed record BenchReport
{
    /// <summary>The machine's processor, as the system names it.</summary>
    public required string Processor { get; init; }

    /// <summary>Cores that this process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>The operating system.</summary>
    public required string System { get; init; }

    /// <summary>The runtime.</summary>
    public required string Runtime { get; init; }

    /// <summary>Whether the code under measurement was compiled without optimisation, which makes every figure worthless.</summary>
    public required bool IsDebugBuild { get; init; }

    /// <summary>Whether few repetitions were taken: to see that the bench works, not for figures.</summary>
    public required bool IsQuick { get; init; }

    /// <summary>The parts.</summary>
    public required IReadOnlyList<PartReport> Parts { get; init; }

    /// <summary>What others reached on two shared cores.</summary>
    public required IReadOnlyList<Anchor> Anchors { get; init; }
}
