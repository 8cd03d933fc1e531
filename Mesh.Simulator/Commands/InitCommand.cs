using System.CommandLine;
using System.Reflection;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim init": a scenario and its pipeline for somebody who begins.</summary>
internal static class InitCommand
{
    private static readonly (string Template, string File)[] Files =
    [
        ("mesh-sim.yaml", "mesh-sim.yaml"),
        ("mesh-sim.sh", "mesh-sim.sh"),
        ("github.yml", ".github/workflows/mesh-sim.yml"),
        ("gitlab.yml", "mesh-sim.gitlab-ci.yml"),
    ];

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        Argument<string> folder = new("FOLDER") { Description = "Where to write; this folder when left out.", DefaultValueFactory = _ => "." };
        Command command = new("init", "Write a scenario and a pipeline for GitHub and GitLab; overwrites nothing.") { folder };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static int Run(string folder, TextWriter output)
    {
        string[] there = [.. Files.Select(file => Path.Combine(folder, file.File)).Where(Path.Exists)];
        if (there.Length > 0)
        {
            throw new CommandFault($"{string.Join(", ", there)}: there already, and nothing is overwritten; move {(there.Length == 1 ? "it" : "them")} away or choose another folder.");
        }

        foreach ((string template, string file) in Files)
        {
            string path = Path.Combine(folder, file);
            OutputFile.Prepare("init", path);
            OutputFile.Write("init", path, Read(template), output);
            if (template.EndsWith(".sh", StringComparison.Ordinal) && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }

            output.WriteLine($"wrote {path}");
        }

        output.Write("""

            Next:
              sh mesh-sim.sh                                    what the pipeline runs
              mesh-sim accept mesh-sim-results/results.json     from now on, fail also when a figure becomes worse
            Keep .mesh-sim and mesh-sim-results out of the repository.
            GitHub runs it by itself; in .gitlab-ci.yml write: include: { local: mesh-sim.gitlab-ci.yml }

            """);
        return ExitCode.Held;
    }

    private static string Read(string template)
    {
        Assembly assembly = typeof(InitCommand).Assembly;
        using Stream stream = assembly.GetManifestResourceStream($"Templates/{template}") ?? throw new MeshInvariantException($"The template {template} is not in the assembly.");
        using StreamReader reader = new(stream);
        string version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
        return reader.ReadToEnd().Replace("\"VERSION\"", version, StringComparison.Ordinal);
    }
}
