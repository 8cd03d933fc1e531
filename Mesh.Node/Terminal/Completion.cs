using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>What tab offers: commands at the start of a line, room names behind commands that take one, and names of people everywhere. Pressed again it offers the next.</summary>
internal sealed class Completion
{
    /// <summary>Candidates offered for one word; peers choose their names and rooms, so there may be any number.</summary>
    public const int CandidatesMax = 64;

    private static readonly string[] RoomCommands = ["/join", "/leave", "/who"];

    private IReadOnlyList<string> _candidates = [];
    private int _start;
    private int _chosen = -1;

    /// <summary>The candidates under way, empty when none are.</summary>
    public IReadOnlyList<string> Candidates => _candidates;

    /// <summary>Which of the candidates stands in the text.</summary>
    public int Chosen => _chosen;

    /// <summary>Forgets the candidates: another key was pressed.</summary>
    public void Reset()
    {
        _candidates = [];
        _chosen = -1;
    }

    /// <summary>Puts the next candidate into the text. False when there is none.</summary>
    public bool Next(LineEditor editor, IReadOnlyCollection<string> rooms, IReadOnlyCollection<string> people, bool back)
    {
        if (_candidates.Count == 0)
        {
            Find(editor.Text[..editor.Cursor], rooms, people);
        }

        if (_candidates.Count == 0)
        {
            return false;
        }

        int step = back ? _candidates.Count - 1 : 1;
        _chosen = _chosen < 0 ? 0 : (_chosen + step) % _candidates.Count;
        editor.ReplaceBeforeCursor(_start, _candidates[_chosen]);
        return true;
    }

    private static string[] Matching(IEnumerable<string> names, string prefix, Func<string, string> dress) =>
    [
        .. names
            .Where(name => Printable.Name(name) == name && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Take(CandidatesMax)
            .Select(dress),
    ];

    private void Find(string before, IReadOnlyCollection<string> rooms, IReadOnlyCollection<string> people)
    {
        int lineStart = before.LastIndexOf('\n') + 1;
        string line = before[lineStart..];
        int space = line.IndexOf(' ');
        if (line.StartsWith('/') && !line.StartsWith("//", StringComparison.Ordinal) && lineStart == 0)
        {
            if (space < 0)
            {
                _start = 0;
                _candidates = Matching(ChatCommand.Names, line, name => name + " ");
                return;
            }

            if (RoomCommands.Contains(line[..space], StringComparer.OrdinalIgnoreCase))
            {
                _start = space + 1;
                _candidates = Matching(rooms, line[_start..], name => name);
                return;
            }
        }

        _start = before.LastIndexOfAny([' ', '\n']) + 1;
        string prefix = before[_start..];
        string ending = _start == 0 ? ": " : " ";
        _candidates = prefix.Length == 0 ? [] : Matching(people, prefix, name => name + ending);
    }
}
