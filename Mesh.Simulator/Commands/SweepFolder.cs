using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Outputs;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Commands;

/// <summary>
/// Keeps the results of a sweep, a file for each run, so that a sweep which was ended goes on where it was. A run is known by the whole scenario
/// with the contents of the files that it names, protocol, seed and build, so that nothing old passes for something new.
/// </summary>
internal sealed class SweepFolder
{
    private const string RunsFolder = "runs";

    private readonly string _folder;
    private readonly ConcurrentDictionary<string, string> _contents = [];

    /// <summary>Makes the folder where it is not there yet.</summary>
    public SweepFolder(string folder)
    {
        _folder = folder;
        OutputFile.Guarded("--out", folder, () => Directory.CreateDirectory(Path.Combine(folder, RunsFolder)));
    }

    /// <summary>A kept result, or null.</summary>
    /// <exception cref="CommandFault">It is there, but may not be read.</exception>
    public RunResult? Find(RunJob job)
    {
        string path = PathOf(job);
        try
        {
            return File.Exists(path) ? ResultJson.TryReadOne(File.ReadAllText(path)) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CommandFault($"--out {path}: the file cannot be read: {fault.Message}");
        }
    }

    /// <summary>Keeps a result; a file is whole or not there.</summary>
    public void Keep(RunJob job, RunResult result)
    {
        string path = PathOf(job);
        OutputFile.Guarded("--out", path, () =>
        {
            File.WriteAllText(path + ".new", ResultJson.WriteOne(result));
            File.Move(path + ".new", path, overwrite: true);
        });
    }

    /// <summary>Writes a file beside the runs.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        OutputFile.Write("--out", path, text, TextWriter.Null);
        return path;
    }

    private string PathOf(RunJob job)
    {
        Guid build = typeof(SweepFolder).Module.ModuleVersionId;
        Guid core = typeof(MeshRandom).Module.ModuleVersionId;
        string identity = FormattableString.Invariant($"{build}\n{core}\n{job.Protocol}\n{job.Seed}\n{ScenarioWriter.Write(job.Scenario)}\n{string.Join('\n', FilesOf(job.Scenario).Select(Contents))}");
        return Path.Combine(_folder, RunsFolder, $"{Digest.Of(Encoding.UTF8.GetBytes(identity)).ToString()[..16]}.json");
    }

    /// <summary>The files that a scenario names, in its order.</summary>
    private static IEnumerable<string> FilesOf(Scenario scenario) =>
        scenario.Workload.Select(workload => workload.File).Prepend(scenario.Import?.File ?? "").SelectMany(named => named.Split(',', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Digest of a file, taken once: a run is kept under what it was looked for by.</summary>
    private string Contents(string file) => _contents.GetOrAdd(file, static path =>
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FormatFault.Of(path, $"cannot be read: {fault.Message}");
        }
    });
}
