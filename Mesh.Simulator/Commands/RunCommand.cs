using System.CommandLine;
using Mesh.Simulator.Outputs;
using Mesh.Simulator.Outputs.Comparing;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>"mesh-sim run": runs scenarios, judges them, writes what came out.</summary>
internal sealed class RunCommand
{
    private readonly Argument<string[]> _files = new("FILE") { Description = "Scenario files, or names of ready scenarios.", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string?> _baseline = new("--baseline") { Description = "Compare with a baseline that 'mesh-sim accept' stored; something worse ends with code 1.", HelpName = "FILE" };
    private readonly ScenarioOptions _scenarios = new();
    private readonly RunOutputs _outputs = new();
    private readonly BaselineOptions _comparing = new();

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        RunCommand run = new();
        Command command = new("run", "Run scenarios: 0 when all that they expect held, 1 when not.") { run._files };
        run._scenarios.AddTo(command);
        run._outputs.AddTo(command);
        command.Options.Add(run._baseline);
        run._comparing.AddTo(command);
        command.SetAction(run.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        IReadOnlyList<RunJob> jobs = RunJob.Of(_scenarios.Scenarios(parsed, parsed.GetRequiredValue(_files)));
        _comparing.Prepare(parsed);
        IReadOnlyList<RunFigures>? baseline = parsed.GetValue(_baseline) is { } file ? BaselineOptions.Read(file) : null;
        using RunOutputs.Collection outputs = _outputs.Begin(parsed, jobs, baseline is not null && _comparing.TakesStandardOutput(parsed));
        IReadOnlyList<RunResult> results = outputs.RunAll(jobs, _scenarios.Threads(parsed));
        outputs.Write(results);
        Tell(parsed, results, outputs.TakesStandardOutput);
        bool isGood = results.All(result => result.Failures.Count == 0);
        if (baseline is not null)
        {
            isGood &= !_comparing.Compare(parsed, ("baseline", baseline), ("this run", FigureFile.Of(results)), byProtocol: true, outputs.TakesStandardOutput).HasRegression;
        }

        return isGood ? ExitCode.Held : ExitCode.Failed;
    }

    /// <summary>The table goes to the standard output unless a machine reads there; what failed is told in any case.</summary>
    private static void Tell(ParseResult parsed, IReadOnlyList<RunResult> results, bool isStandardTaken)
    {
        InvocationConfiguration surroundings = parsed.InvocationConfiguration;
        if (isStandardTaken)
        {
            ResultTable.WriteFailures(results, surroundings.Error, new Paint(false));
        }
        else
        {
            ResultTable.Write(results, surroundings.Output, Paint.For(surroundings.Output));
        }
    }
}
