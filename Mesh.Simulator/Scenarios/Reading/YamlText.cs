using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>
/// Reads YAML 1.2 into nodes with places. Anchors, aliases, tags and merge keys are refused: a scenario does not need them,
/// and a few lines of them can stand for gigabytes.
/// </summary>
internal sealed class YamlText
{
    /// <summary>Most characters of a file.</summary>
    public const int CharactersMax = 1 << 20;

    private const int DepthMax = 16;
    private const int NodesMax = 100_000;

    private readonly string _file;
    private readonly IParser _parser;
    private FilePlace _last;
    private int _nodes;

    private YamlText(string text, string file)
    {
        _file = file;
        _last = new FilePlace(file, 1, 1);
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Reads a whole file's text.</summary>
    /// <exception cref="ScenarioException">It is no YAML, or more than a scenario may be.</exception>
    public static FileNode Read(string text, string file)
    {
        if (text.Length > CharactersMax)
        {
            throw new ScenarioException(new FilePlace(file, 0, 0), FormattableString.Invariant($"the file has {text.Length} characters; a scenario has at most {CharactersMax}."));
        }

        YamlText yaml = new(text, file);
        try
        {
            return yaml.ReadDocument();
        }
        catch (InvalidOperationException)
        {
            // The parser's own way out of some broken texts; it tells no place, so the last that was read must do.
            throw new ScenarioException(yaml._last, "this is no YAML; what follows cannot be read.");
        }
        catch (YamlException fault)
        {
            throw new ScenarioException(new FilePlace(file, (int)Math.Max(fault.Start.Line, 1), (int)Math.Max(fault.Start.Column, 1)), $"this is no YAML: {OneLine(fault.Message)}");
        }
    }

    private FileNode ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            throw new ScenarioException(new FilePlace(_file, 1, 1), "the file is empty; a scenario has at least 'duration' and 'nodes'.");
        }

        _parser.Consume<DocumentStart>();
        FileNode root = ReadNode(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Current is DocumentStart second)
        {
            throw new ScenarioException(PlaceOf(second), "a second document begins here; a file is one scenario. Use 'matrix' for variants.");
        }

        return root;
    }

    private FileNode ReadNode(int depth)
    {
        ParsingEvent current = _parser.Current!;
        FilePlace place = PlaceOf(current);
        _last = place;
        if (current is AnchorAlias || (current is NodeEvent node && !node.Anchor.IsEmpty))
        {
            throw new ScenarioException(place, "anchors and aliases are not taken; write the values out, or use 'matrix' for variants.");
        }

        if (++_nodes > NodesMax || depth > DepthMax)
        {
            throw new ScenarioException(place, FormattableString.Invariant($"this is more than a scenario may hold: {NodesMax} values, {DepthMax} deep."));
        }

        if (current is NodeEvent { Tag.IsEmpty: false, Tag.IsNonSpecific: false } tagged)
        {
            throw new ScenarioException(place, $"the tag {ShownText.Of(tagged.Tag.Value)} is not taken; write the plain value.");
        }

        return current switch
        {
            SequenceStart => ReadList(place, depth),
            MappingStart => ReadMap(place, depth),
            _ => ReadScalar(place),
        };
    }

    private FileNode ReadScalar(FilePlace place)
    {
        Scalar scalar = _parser.Consume<Scalar>();
        return new FileNode { Kind = FileNodeKind.Scalar, Place = place, Text = scalar.Value, Indent = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0 };
    }

    private FileNode ReadList(FilePlace place, int depth)
    {
        List<FileNode> items = [];
        _parser.Consume<SequenceStart>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(depth + 1));
        }

        return new FileNode { Kind = FileNodeKind.List, Place = place, Items = items };
    }

    private FileNode ReadMap(FilePlace place, int depth)
    {
        List<FileEntry> entries = [];
        Dictionary<string, FilePlace> seen = new(StringComparer.Ordinal);
        _parser.Consume<MappingStart>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            FileNode key = ReadNode(depth + 1);
            if (key.Kind != FileNodeKind.Scalar)
            {
                throw new ScenarioException(key.Place, $"a key is a word, not {key.Shown()}.");
            }

            if (!seen.TryAdd(key.Text, key.Place))
            {
                throw new ScenarioException(key.Place, FormattableString.Invariant($"{ShownText.Of(key.Text)} stands in line {seen[key.Text].Line} already; a key stands once."));
            }

            entries.Add(new FileEntry(key.Text, key.Place, ReadNode(depth + 1)));
        }

        return new FileNode { Kind = FileNodeKind.Map, Place = place, Entries = entries };
    }

    private static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    private FilePlace PlaceOf(ParsingEvent parsed) => new(_file, (int)parsed.Start.Line, (int)parsed.Start.Column);
}
