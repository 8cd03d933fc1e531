namespace Mesh.Node.Configuration;

/// <summary>What the command finds around it: streams, variables, account. Given by the program, or by a test.</summary>
internal sealed record Surroundings
{
    public required Stream Input { get; init; }

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    public required bool InputIsTerminal { get; init; }

    public required bool OutputIsTerminal { get; init; }

    /// <summary>Whether the program was started from a desktop and not from a terminal: then the page is what the person sees.</summary>
    public bool IsDoubleClicked { get; init; }

    public required Func<string, string?> Variable { get; init; }

    public required string UserName { get; init; }

    public required string HostName { get; init; }

    /// <summary>Asks for a secret on the terminal without echo; null when the person gave up.</summary>
    public required Func<string, CancellationToken, Task<string?>> AskSecret { get; init; }

    public required TimeProvider Time { get; init; }
}
