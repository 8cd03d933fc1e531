using Mesh.Node.Configuration;

namespace Mesh.Tests.Unit.Node;

/// <summary>Surroundings without a terminal: nothing to read, nobody who watches.</summary>
internal static class TestSurroundings
{
    public static Surroundings Of(IReadOnlyDictionary<string, string> variables, Stream? input = null, TextWriter? output = null, TextWriter? error = null) => new()
    {
        Input = input ?? Stream.Null,
        Output = output ?? TextWriter.Null,
        Error = error ?? TextWriter.Null,
        InputIsTerminal = false,
        OutputIsTerminal = false,
        Variable = name => variables.TryGetValue(name, out string? value) ? value : name == "HOME" ? "/home/anna" : null,
        UserName = "anna",
        HostName = "field",
        AskSecret = (_, _) => throw new InvalidOperationException("Nobody can be asked here."),
        Time = TimeProvider.System,
    };
}
