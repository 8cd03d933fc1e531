using System.CommandLine;
using Mesh.Simulator.Outputs.Comparing;

namespace Mesh.Simulator.Commands;

/// <summary>The options by which results are held against others.</summary>
internal sealed class BaselineOptions
{
    private readonly Option<string[]> _tolerance = new("--tolerance") { Description = "How much worse a figure may become: a part of it, or an amount.", HelpName = "FIGURE=5%" };
    private readonly Option<string?> _markdown = new("--markdown") { Description = "Write the comparison as Markdown.", HelpName = "OUT" };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_tolerance);
        command.Options.Add(_markdown);
    }

    /// <summary>Makes sure before a long run that all is well.</summary>
    public void Prepare(ParseResult parsed)
    {
        OutputFile.Prepare("--markdown", parsed.GetValue(_markdown));
        _ = Tolerances(parsed);
    }

    /// <summary>Whether the comparison goes where a machine may read.</summary>
    public bool TakesStandardOutput(ParseResult parsed) => parsed.GetValue(_markdown) == OutputFile.Standard;

    /// <summary>Whether it is one of these options.</summary>
    public bool Has(Option option) => option == _tolerance || option == _markdown;

    /// <summary>Reads figures.</summary>
    /// <exception cref="CommandFault">The file has none.</exception>
    public static IReadOnlyList<RunFigures> Read(string path)
    {
        try
        {
            return FigureFile.Read(path);
        }
        catch (FormatException fault)
        {
            throw new CommandFault(fault.Message);
        }
    }

    /// <summary>Compares and tells.</summary>
    /// <param name="parsed">The options' values.</param>
    /// <param name="old">The old side and its name.</param>
    /// <param name="now">The new side and its name.</param>
    /// <param name="byProtocol">Whether protocols must agree.</param>
    /// <param name="isStandardTaken">Whether another output is the standard output and must stand there alone; the comparison is then told beside it.</param>
    public ResultComparison Compare(ParseResult parsed, (string Name, IReadOnlyList<RunFigures> Runs) old, (string Name, IReadOnlyList<RunFigures> Runs) now, bool byProtocol, bool isStandardTaken)
    {
        ResultComparison comparison = Comparer.Compare(old.Runs, now.Runs, byProtocol, Tolerances(parsed));
        if (comparison.Groups.Count == 0)
        {
            throw new CommandFault($"there is nothing to compare: no run of {now.Name} has scenario, protocol and seed of a run of {old.Name}.");
        }

        InvocationConfiguration surroundings = parsed.InvocationConfiguration;
        TextWriter output = isStandardTaken && !TakesStandardOutput(parsed) ? surroundings.Error : surroundings.Output;
        OutputFile.Write("--markdown", parsed.GetValue(_markdown) ?? OutputFile.Standard, MarkdownDiff.Write(comparison, old.Name, now.Name), output);
        return comparison;
    }

    private Dictionary<string, Tolerance> Tolerances(ParseResult parsed)
    {
        Dictionary<string, Tolerance> tolerances = [];
        foreach (string text in parsed.GetValue(_tolerance) ?? [])
        {
            if (Tolerance.TryRead(text, out string figure, out Tolerance tolerance) is { } fault)
            {
                throw new CommandFault($"--tolerance {fault}");
            }

            tolerances[figure] = tolerance;
        }

        return tolerances;
    }
}
