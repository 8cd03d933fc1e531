using System.CommandLine;
using System.Globalization;
using Mesh.Simulator.Formats;

namespace Mesh.Simulator.Commands;

/// <summary>The option <c>--range</c>: contacts from movement.</summary>
internal sealed class RangeOption
{
    /// <summary>Ways are cut into pieces of half the range to find who is near; more pieces than this take minutes and more.</summary>
    private const double PiecesMax = 50_000_000;

    private readonly Option<string?> _range = new("--range") { Description = "How far a radio reaches, in metres: gives contacts to a file of movement.", HelpName = "METRES" };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_range);

    /// <summary>Finds the contacts where the option asks for them.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="path">The file, for a fault.</param>
    /// <param name="imported">What it holds.</param>
    public Imported Apply(ParseResult parsed, string path, Imported imported)
    {
        if (parsed.GetValue(_range) is not { } text)
        {
            return imported;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double range) || range is not (>= 0.1 and <= 1e6))
        {
            throw new CommandFault($"--range {text}: expected metres, 0.1 to 1000000.");
        }

        if (MovementExtent.Of(imported) is not { } extent)
        {
            throw new CommandFault($"--range {text}: {path} holds no movement, so there is nothing to find contacts in.");
        }

        return extent.Way / range * 2 <= PiecesMax
            ? imported.WithContactsWithin(range)
            : throw new CommandFault(FormattableString.Invariant($"--range {text}: the nodes of {path} move {extent.Way:F0} m together, which is too far for so short a range; use {Math.Ceiling(extent.Way * 2 / PiecesMax)} or more."));
    }
}
