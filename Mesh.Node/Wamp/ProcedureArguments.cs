using Mesh.Node.Lines;

namespace Mesh.Node.Wamp;

/// <summary>The arguments of one of the node's own procedures, each by its place or its name.</summary>
/// <param name="procedure">Its name, for complaints.</param>
/// <param name="arguments">What it is called with.</param>
internal sealed class ProcedureArguments(string procedure, MeshArguments arguments)
{
    private readonly IReadOnlyList<object?> _positional = arguments.Positional;
    private readonly IReadOnlyDictionary<string, object?> _named = arguments.Named;

    /// <summary>A text that has to be there.</summary>
    /// <exception cref="ArgumentException">It is missing or something else.</exception>
    public string Text(int place, string name) => Find(place, name) switch
    {
        string text => text,
        null => throw new ArgumentException($"{procedure} lacks the text '{name}': give it as argument {place + 1} or by its name."),
        _ => throw new ArgumentException($"The argument '{name}' of {procedure} is no text."),
    };

    /// <summary>A whole number within bounds, or what is to be taken when there is none.</summary>
    /// <exception cref="ArgumentException">It is something else.</exception>
    public int Number(int place, string name, int least, int most, int otherwise) => Find(place, name) switch
    {
        null => otherwise,
        long number when number >= least && number <= most => (int)number,
        _ => throw new ArgumentException(FormattableString.Invariant($"The argument '{name}' of {procedure} is a whole number from {least} to {most}.")),
    };

    /// <summary>A kind of message, which may be missing.</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public MessageKind Kind(int place)
    {
        object? given = Find(place, "kind");
        foreach (MessageKind kind in Enum.GetValues<MessageKind>())
        {
            if (given is string name && name == JsonLines.KebabCase(kind.ToString()))
            {
                return kind;
            }
        }

        return given is null ? MessageKind.Text : throw new ArgumentException($"There is no kind '{given}' of message; use text, action, slides or turn.");
    }

    private object? Find(int place, string name) => place < _positional.Count ? _positional[place] : _named.GetValueOrDefault(name);
}
