using System.Text;
using Mesh.Simulator.Outputs;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Commands;

/// <summary>
/// Keeps the results of a sweep, a file for each run, so that a sweep which was ended goes on where it was. A run is known by the whole scenario,
/// protocol, seed and build, so that nothing old passes for something new.
/// </summary>
internal sealed class SweepFolder
{
    private const string RunsFolder = "runs";

    private readonly string _folder;

    /// <summary>Makes the folder where it is not there yet.</summary>
    public SweepFolder(string folder)
    {
        _folder = folder;
        OutputFile.Guarded("--out", folder, () => Directory.CreateDirectory(Path.Combine(folder, RunsFolder)));
    }

    /// <summary>A kept result, or null.</summary>
    public RunResult? Find(RunJob job) => File.Exists(PathOf(job)) ? ResultJson.TryReadOne(File.ReadAllText(PathOf(job))) : null;

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
        string identity = FormattableString.Invariant($"{build}\n{core}\n{job.Protocol}\n{job.Seed}\n{ScenarioWriter.Write(job.Scenario)}");
        return Path.Combine(_folder, RunsFolder, $"{Digest.Of(Encoding.UTF8.GetBytes(identity)).ToString()[..16]}.json");
    }
}
