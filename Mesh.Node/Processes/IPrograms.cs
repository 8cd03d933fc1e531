namespace Mesh.Node.Processes;

/// <summary>Runs the system's programs.</summary>
internal interface IPrograms
{
    /// <summary>Whether there is such a program.</summary>
    bool Has(string program);

    /// <summary>Runs one to its end, without a terminal, and with English words.</summary>
    /// <param name="command">The program and its arguments, which everybody on the machine may read: no secrets.</param>
    /// <param name="input">What it reads from standard input, such as a secret; null for nothing.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What it said; with exit code 127 when there is none of that name, and 124 when it took too long.</returns>
    Task<ProgramAnswer> RunAsync(IReadOnlyList<string> command, string? input, CancellationToken cancellationToken);
}
