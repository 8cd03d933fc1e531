namespace Mesh.Simulator.Outputs;

/// <summary>Colours of a terminal; none where the text goes elsewhere.</summary>
internal sealed class Paint(bool isOn)
{
    /// <summary>For a writer: coloured when it is the process's own output, that is a terminal, and nobody asked for none (no-color.org).</summary>
    public static Paint For(TextWriter output) => new(
        ReferenceEquals(output, Console.Out)
        && !Console.IsOutputRedirected
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb");

    /// <summary>Something that is right.</summary>
    public string Good(string text) => Of(text, "32");

    /// <summary>Something that is wrong.</summary>
    public string Bad(string text) => Of(text, "31;1");

    /// <summary>A heading.</summary>
    public string Head(string text) => Of(text, "1");

    private string Of(string text, string code) => isOn ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
