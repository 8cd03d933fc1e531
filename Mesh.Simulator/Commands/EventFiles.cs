using Mesh.Simulator.Outputs;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>Writes the event logs of runs that go side by side into one file, in the order of the runs.</summary>
internal sealed class EventFiles : IDisposable
{
    private readonly Stream _whole;
    private readonly string _folder;

    /// <summary>Opens the file.</summary>
    public EventFiles(string path)
    {
        _folder = Directory.CreateTempSubdirectory("mesh-sim-events").FullName;
        _whole = path == OutputFile.Standard ? Console.OpenStandardOutput() : new FileStream(path, FileMode.Create, FileAccess.Write);
    }

    /// <summary>Does a run with a log of its own.</summary>
    public RunResult Run(RunJob job, Func<IReadOnlyList<IRunObserver>, RunResult> run)
    {
        using FileStream stream = new(PartOf(job), FileMode.Create, FileAccess.Write);
        EventLog log = new(stream, job.Scenario.Name, job.Protocol, job.Seed);
        RunResult result = run([log]);
        log.Flush();
        return result;
    }

    /// <summary>Adds the log of the next run in order.</summary>
    public void Append(RunJob job)
    {
        using (FileStream part = File.OpenRead(PartOf(job)))
        {
            part.CopyTo(_whole);
        }

        File.Delete(PartOf(job));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _whole.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string PartOf(RunJob job) => Path.Combine(_folder, FormattableString.Invariant($"{job.Number}.ndjson"));
}
