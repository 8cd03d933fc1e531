using System.Globalization;

namespace Mesh.Simulator.Bench;

/// <summary>What every part is given.</summary>
/// <param name="IsQuick">Whether it is only to be seen that everything works.</param>
/// <param name="Progress">Where it is told what is being done.</param>
/// <param name="CancellationToken">Ends the bench; every child process is gone when the part returns.</param>
internal sealed record BenchContext(bool IsQuick, TextWriter Progress, CancellationToken CancellationToken)
{
    /// <summary>How often a figure is taken.</summary>
    public int Repetitions => IsQuick ? 1 : 5;

    /// <summary>One of two numbers: for a real run, and for a quick one.</summary>
    public int Of(int real, int quick) => IsQuick ? quick : real;

    /// <summary>Says what is being done.</summary>
    public void Tell(string text) => Progress.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bench: {text}"));
}
