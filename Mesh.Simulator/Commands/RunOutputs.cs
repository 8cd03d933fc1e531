using System.CommandLine;
using Mesh.Simulator.Outputs;
using Mesh.Simulator.Report;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>The options by which a run's results go into files.</summary>
internal sealed class RunOutputs
{
    private readonly Option<string?> _json = new("--json") { Description = "Write the results as JSON; - is the standard output.", HelpName = "OUT" };
    private readonly Option<string?> _csv = new("--csv") { Description = "Write the results as CSV.", HelpName = "OUT" };
    private readonly Option<string?> _junit = new("--junit") { Description = "Write JUnit XML: a test case for each check, seed and protocol.", HelpName = "OUT" };
    private readonly Option<string?> _events = new("--events") { Description = "Write everything that happens, one JSON object a line.", HelpName = "OUT" };
    private readonly Option<string?> _one = new("--one-report") { Description = "Write a MessageStatsReport by the keys of the ONE.", HelpName = "OUT" };
    private readonly Option<string?> _report = new("--report") { Description = "Write a page with charts, the protocols over each other.", HelpName = "OUT.html" };
    private readonly Option<string?> _replay = new("--replay") { Description = "Write an animated replay of the run; of one run only.", HelpName = "OUT.html" };

    private Option<string?>[] All => [_json, _csv, _junit, _events, _one, _report, _replay];

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in All)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Makes sure before a long run that everything can be written, and begins to collect.</summary>
    /// <param name="parsed">The options' values.</param>
    /// <param name="jobs">What is going to run.</param>
    /// <param name="isStandardTaken">Whether an output of another group of options is the standard output already.</param>
    public Collection Begin(ParseResult parsed, IReadOnlyList<RunJob> jobs, bool isStandardTaken)
    {
        int takers = All.Count(option => parsed.GetValue(option) == OutputFile.Standard) + (isStandardTaken ? 1 : 0);
        if (takers > 1)
        {
            throw new CommandFault("only one output can be the standard output.");
        }

        if (parsed.GetValue(_replay) is not null && jobs.Count != 1)
        {
            throw new CommandFault(FormattableString.Invariant($"--replay shows one run, but here are {jobs.Count}; choose one with --seed and --protocol."));
        }

        foreach (Option<string?> option in All)
        {
            OutputFile.Prepare(option.Name, parsed.GetValue(option));
        }

        return new Collection(this, parsed, jobs.Count, takers > 0);
    }

    /// <summary>What is gathered while runs go on.</summary>
    internal sealed class Collection : IDisposable
    {
        private readonly RunOutputs _outputs;
        private readonly ParseResult _parsed;
        private readonly OneReport?[] _ones;
        private readonly ReportCollector?[] _reports;
        private readonly ReplayCollector? _replay;
        private readonly EventFiles? _events;

        /// <summary>Begins.</summary>
        public Collection(RunOutputs outputs, ParseResult parsed, int runs, bool takesStandardOutput)
        {
            TakesStandardOutput = takesStandardOutput;
            _outputs = outputs;
            _parsed = parsed;
            _ones = [.. Enumerable.Range(0, runs).Select(_ => parsed.GetValue(outputs._one) is null ? null : new OneReport())];
            _reports = [.. Enumerable.Range(0, runs).Select(_ => parsed.GetValue(outputs._report) is null ? null : new ReportCollector())];
            _replay = parsed.GetValue(outputs._replay) is null ? null : new ReplayCollector();
            _events = parsed.GetValue(outputs._events) is { } path ? new EventFiles(path) : null;
        }

        /// <summary>Whether a machine reads the standard output.</summary>
        public bool TakesStandardOutput { get; }

        /// <summary>Does all runs with a progress line, and gathers.</summary>
        /// <returns>The results in the order of the jobs.</returns>
        public IReadOnlyList<RunResult> RunAll(IReadOnlyList<RunJob> jobs, int threads)
        {
            using ProgressLine progress = new(_parsed.InvocationConfiguration.Error, jobs);
            return new RunPool(
                jobs,
                job => Run(job, progress.ObserverOf(job)),
                (job, _) =>
                {
                    _events?.Append(job);
                    progress.Done(job);
                }).Run(threads);
        }

        /// <summary>Writes the files.</summary>
        public void Write(IReadOnlyList<RunResult> results)
        {
            Write(_outputs._json, () => ResultJson.Write(results));
            Write(_outputs._csv, () => ResultCsv.Write(results));
            Write(_outputs._junit, () => JUnitReport.Write(results));
            Write(_outputs._one, () => string.Join('\n', results.Select((result, number) => _ones[number]!.Write(result))));

            Write(_outputs._report, () => Text(page => ReportWriter.Write(page, [.. results.Select((result, number) => new RunReport(result, _reports[number]!))])));
            if (_replay is { HasBegun: true })
            {
                Write(_outputs._replay, () => Text(page => ReplayWriter.Write(page, results[0], _replay)));
            }
        }

        /// <inheritdoc/>
        public void Dispose() => _events?.Dispose();

        private RunResult Run(RunJob job, IEnumerable<IRunObserver> others)
        {
            IRunObserver?[] mine = [_ones[job.Number], _reports[job.Number], _replay];
            IRunObserver[] observers = [.. others, .. mine.OfType<IRunObserver>()];
            RunResult result = _events is null ? job.Run(observers, CancellationToken.None) : _events.Run(job, log => job.Run([.. observers, .. log], CancellationToken.None));
            _reports[job.Number]?.Settle();
            return result;
        }

        private static string Text(Action<TextWriter> write)
        {
            using StringWriter page = new() { NewLine = "\n" };
            write(page);
            return page.ToString();
        }

        private void Write(Option<string?> option, Func<string> text)
        {
            if (_parsed.GetValue(option) is { } path)
            {
                OutputFile.Write(option.Name, path, text(), _parsed.InvocationConfiguration.Output);
            }
        }
    }
}
