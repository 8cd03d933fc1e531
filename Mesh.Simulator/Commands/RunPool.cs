using System.Runtime.ExceptionServices;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>
/// Does runs side by side, each on one thread from its beginning to its end, so that the number of threads changes nothing but the time it takes.
/// Results come out in the order of the jobs.
/// </summary>
internal sealed class RunPool
{
    private readonly IReadOnlyList<RunJob> _jobs;
    private readonly Func<RunJob, RunResult> _run;
    private readonly Action<RunJob, RunResult> _done;
    private readonly RunResult?[] _results;
    private readonly Lock _gate = new();
    private int _taken = -1;
    private int _told;
    private ExceptionDispatchInfo? _fault;

    /// <param name="jobs">What is run.</param>
    /// <param name="run">Does one; called on several threads at once.</param>
    /// <param name="done">Is told each result in order, one at a time.</param>
    public RunPool(IReadOnlyList<RunJob> jobs, Func<RunJob, RunResult> run, Action<RunJob, RunResult> done)
    {
        _jobs = jobs;
        _run = run;
        _done = done;
        _results = new RunResult?[jobs.Count];
    }

    /// <summary>Does them all.</summary>
    /// <returns>The results in the order of the jobs. The first exception of a run ends the others and comes out here.</returns>
    public IReadOnlyList<RunResult> Run(int threads)
    {
        Thread[] workers = [.. Enumerable.Range(0, Math.Min(threads, _jobs.Count)).Select(number => new Thread(Work) { Name = FormattableString.Invariant($"run {number}"), IsBackground = true })];
        foreach (Thread worker in workers)
        {
            worker.Start();
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }

        _fault?.Throw();
        return [.. _results.Select(result => result!)];
    }

    private void Work()
    {
        while (true)
        {
            int number = Interlocked.Increment(ref _taken);
            if (number >= _jobs.Count || Volatile.Read(ref _fault) is not null)
            {
                return;
            }

            try
            {
                RunResult result = _run(_jobs[number]);
                lock (_gate)
                {
                    _results[number] = result;
                    Tell();
                }
            }
            catch (Exception fault)
            {
                // Whoever waits for the pool gets it.
                Interlocked.CompareExchange(ref _fault, ExceptionDispatchInfo.Capture(fault), null);
            }
        }
    }

    private void Tell()
    {
        while (_told < _results.Length && _results[_told] is { } next)
        {
            _done(_jobs[_told], next);
            _told++;
        }
    }
}
