using Mesh.Simulator.Scenarios.Reading;

namespace Mesh.Simulator.Commands;

/// <summary>The scenarios that come with the tool, by name.</summary>
internal static class ReadyScenarios
{
    private const string Ending = ".yaml";

    /// <summary>Their folder, beside the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    /// <summary>Their names, sorted.</summary>
    public static IReadOnlyList<string> Names =>
        Directory.Exists(Folder) ? [.. Directory.EnumerateFiles(Folder, "*" + Ending).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)] : [];

    /// <summary>The file of a ready scenario, or the file itself.</summary>
    /// <exception cref="CommandFault">There is neither.</exception>
    public static string PathOf(string name)
    {
        if (File.Exists(name))
        {
            return name;
        }

        if (Names.Contains(name))
        {
            return Path.Combine(Folder, name + Ending);
        }

        string hint = Directory.Exists(name) ? "it is a folder" : "there is no such file and no ready scenario of that name";
        throw new CommandFault($"{ShownText.Of(name)}: {hint}; {KeyName.Suggestion(name, Names)}'mesh-sim list' names the ready ones.");
    }

    /// <summary>What a ready scenario shows, in its own words.</summary>
    public static string AboutOf(string name)
    {
        string path = PathOf(name);
        return YamlText.Read(File.ReadAllText(path), path).Find("about")?.Value.Text ?? "";
    }
}
