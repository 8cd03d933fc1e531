using Mesh.Simulator.Commands;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Tests.Unit.Simulator.Outputs;

namespace Mesh.Tests.Unit.Simulator.Commands;

/// <summary>Runs go side by side and come out in order.</summary>
public sealed class RunPoolTests
{
    private static readonly RunJob[] Jobs = [.. Enumerable.Range(0, 20).Select(number => new RunJob(number, new Scenario { Duration = TimeSpan.FromSeconds(1) }, "flood", (ulong)number))];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Results_come_in_the_order_of_the_jobs(int threads)
    {
        List<ulong> told = [];
        RunPool pool = new(Jobs, job => Results.One(job.Seed), (_, result) => told.Add(result.Seed));

        IReadOnlyList<RunResult> results = pool.Run(threads);

        Assert.Equal(Jobs.Select(job => job.Seed), results.Select(result => result.Seed));
        Assert.Equal(Jobs.Select(job => job.Seed), told);
    }

    [Fact]
    public void The_last_job_may_end_first()
    {
        using CountdownEvent others = new(1);
        RunPool pool = new(
            [.. Jobs.Take(2)],
            job =>
            {
                if (job.Number == 0)
                {
                    Assert.True(others.Wait(TimeSpan.FromSeconds(30)));
                }
                else
                {
                    others.Signal();
                }

                return Results.One(job.Seed);
            },
            (_, _) => { });

        Assert.Equal([0UL, 1], pool.Run(2).Select(result => result.Seed));
    }

    [Fact]
    public void The_fault_of_a_run_comes_out_and_ends_the_rest()
    {
        int run = 0;
        RunPool pool = new(
            Jobs,
            job =>
            {
                run++;
                return job.Number == 3 ? throw new InvalidOperationException("three") : Results.One(job.Seed);
            },
            (_, _) => { });

        Assert.Equal("three", Assert.Throws<InvalidOperationException>(() => pool.Run(1)).Message);
        Assert.Equal(4, run);
    }

    [Fact]
    public void Nothing_to_run_gives_nothing()
    {
        Assert.Empty(new RunPool([], job => Results.One(job.Seed), (_, _) => { }).Run(4));
    }
}
