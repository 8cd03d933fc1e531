using Mesh.Simulator.Commands;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Runs;
using Mesh.Tests.Unit.Simulator.Scenarios;

namespace Mesh.Tests.Unit.Simulator.Commands;

/// <summary>A run that ends before its time.</summary>
public sealed class RunJobTests
{
    private static readonly RunJob Job = new(0, Files.One(Files.Small), "flood", 7);

    [Fact]
    public void An_exception_inside_a_run_is_a_failure_with_its_place_and_the_command_that_runs_it_again()
    {
        RunResult result = Job.Run([new Thrower(new InvalidOperationException("one\ntwo"))], CancellationToken.None);

        RunFailure failure = Assert.Single(result.Failures);
        Assert.Equal("no-exception", failure.Oracle);
        Assert.StartsWith("The run ended with InvalidOperationException: one two (in Mesh.Tests.Unit.Simulator.Commands.RunJobTests+Thrower.On)", failure.Text, StringComparison.Ordinal);
        Assert.Equal("mesh-sim run lan.yaml --protocol flood --seed 7", failure.Replay);
        Assert.Equal(7UL, result.Seed);
    }

    [Fact]
    public void A_cancellation_and_a_fault_of_a_file_are_no_results()
    {
        Assert.Throws<OperationCanceledException>(() => Job.Run([new Thrower(new OperationCanceledException())], CancellationToken.None));
        Assert.Throws<FormatFault>(() => Job.Run([new Thrower(FormatFault.Of("x.csv", "is damaged."))], CancellationToken.None));
    }

    private sealed class Thrower(Exception fault) : IRunObserver
    {
        public void On(in RunEvent happened) => throw fault;
    }
}
