using Mesh.Simulator.Commands;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Judgement;

/// <summary>Runs one drawn scenario after the other, several side by side, until enough were run or one fails.</summary>
/// <param name="draw">Draws the scenario of a seed.</param>
/// <param name="run">Runs and judges one; called on several threads at once.</param>
internal sealed class Swarm(Func<ulong, Scenario> draw, Func<RunJob, RunResult> run)
{
    /// <summary>So many runs for each thread go before it is looked whether to go on.</summary>
    private const int RunsEach = 4;

    /// <summary>Runs.</summary>
    /// <param name="first">The first seed; the others follow.</param>
    /// <param name="threads">Runs side by side.</param>
    /// <param name="wanted">Given how many are done, how many more to do at most; none ends it.</param>
    /// <param name="done">Is told each result in the order of the seeds.</param>
    /// <returns>The results in the order of the seeds; when any failed, none behind the batch of the first.</returns>
    public IReadOnlyList<SwarmRun> Run(ulong first, int threads, Func<int, int> wanted, Action<RunResult> done)
    {
        List<SwarmRun> all = [];
        while (wanted(all.Count) is > 0 and int left)
        {
            RunJob[] jobs = [.. Enumerable.Range(0, Math.Min(left, threads * RunsEach)).Select(number => Job(number, first + (ulong)(all.Count + number)))];
            IReadOnlyList<RunResult> results = new RunPool(jobs, run, (_, result) => done(result)).Run(threads);
            all.AddRange(jobs.Zip(results, (job, result) => new SwarmRun(job.Scenario, result)));
            if (results.Any(result => result.Failures.Count > 0))
            {
                break;
            }
        }

        return all;
    }

    private RunJob Job(int number, ulong seed)
    {
        Scenario scenario = draw(seed);
        return new RunJob(number, scenario, scenario.Protocols[0], seed);
    }
}
