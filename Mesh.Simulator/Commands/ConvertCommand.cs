using System.CommandLine;
using System.IO.Compression;
using System.Text;
using Mesh.Simulator.Formats;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim convert": a file of one format as a file of another.</summary>
internal sealed class ConvertCommand
{
    private readonly Argument<string> _in = new("IN") { Description = "The file to read; several positions files with commas between are laid over each other." };
    private readonly Argument<string> _out = new("OUT") { Description = "The file to write; gzip where its name ends in .gz; - for the standard output." };
    private readonly Option<string> _from = new("--from") { Description = $"Format of IN, told by name and contents where it is left out: {FormatCatalogue.Names}.", DefaultValueFactory = _ => "" };
    private readonly Option<string> _to = new("--to") { Description = "Format of OUT: " + Writable + ".", Required = true };
    private readonly RangeOption _range = new();

    private static string Writable => string.Join(", ", FormatCatalogue.All.Where(entry => entry.Write is not null).Select(entry => entry.Name));

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        ConvertCommand convert = new();
        Command command = new("convert", "Turn a file of movement, contacts or a graph into another format.") { convert._in, convert._out, convert._from, convert._to };
        convert._range.AddTo(command);
        command.SetAction(convert.Run);
        return command;
    }

    private static void Save(string path, Imported imported, Action<Imported, TextWriter> write, TextWriter output)
    {
        if (path == OutputFile.Standard)
        {
            write(imported, output);
            return;
        }

        OutputFile.Guarded("OUT", path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using Stream file = new FileStream(path, FileMode.Create, FileAccess.Write);
            using Stream packed = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionLevel.Optimal) : file;
            using StreamWriter writer = new(packed, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            write(imported, writer);
        });
    }

    private int Run(ParseResult parsed)
    {
        string format = parsed.GetRequiredValue(_to);
        FormatEntry entry = FormatCatalogue.Find(format) ?? throw new CommandFault($"--to {format}: there is no such format; there are {Writable}.");
        Action<Imported, TextWriter> write = entry.Write ?? throw new CommandFault($"--to {format}: this format is only read; written are {Writable}.");
        string path = parsed.GetRequiredValue(_in);
        Imported imported = _range.Apply(parsed, path, FormatCatalogue.Read(path, parsed.GetRequiredValue(_from)));
        bool isThere = entry.Needs switch
        {
            FormatContents.Contacts => imported.Contacts is not null || imported.Messages.Count > 0,
            FormatContents.Movement => imported.Movement is not null,
            _ => imported.Graph is not null,
        };
        if (!isThere)
        {
            throw new CommandFault($"{path}: holds no {entry.Needs.ToString().ToLowerInvariant()}, which {format} needs{(entry.Needs == FormatContents.Contacts && imported.Movement is not null ? "; add --range METRES" : "")}.");
        }

        if (entry.Refusal(imported) is { } refusal)
        {
            throw new CommandFault($"--to {format}: {refusal}.");
        }

        string target = parsed.GetRequiredValue(_out);
        Save(target, imported, write, parsed.InvocationConfiguration.Output);
        if (entry.Beside is { } beside && target != OutputFile.Standard)
        {
            Save(BesideOf(target, beside.Ending), imported, beside.Write, parsed.InvocationConfiguration.Output);
        }

        return ExitCode.Held;
    }

    /// <summary>The second file of a format: <c>walk.params</c> for <c>walk.movements.gz</c>.</summary>
    private static string BesideOf(string path, string ending)
    {
        string stem = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.ChangeExtension(stem, ending);
    }
}
