using Mesh.Simulator.Outputs.Comparing;

namespace Mesh.Tests.Unit.Simulator.Outputs;

/// <summary>Two results are compared seed by seed, and what may be chance is not called worse.</summary>
public sealed class ComparisonTests
{
    private static readonly Dictionary<string, Tolerance> Usual = [];

    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(9, 2.262)]
    [InlineData(30, 2.042)]
    [InlineData(31, 2.0395)]
    [InlineData(60, 2.0003)]
    [InlineData(1000, 1.9623)]
    public void Student_s_points_are_those_of_the_tables(int freedom, double point)
    {
        Assert.Equal(point, PairedStatistics.StudentPoint(freedom), 0.0006);
    }

    [Fact]
    public void Student_s_interval_is_the_one_computed_by_hand()
    {
        // Mean 3, standard deviation sqrt(2.5), error sqrt(0.5), times 2.776.
        Interval interval = PairedStatistics.Student([1, 2, 3, 4, 5]);

        Assert.Equal(3 - 1.9629, interval.Low, 0.0001);
        Assert.Equal(3 + 1.9629, interval.High, 0.0001);
    }

    [Fact]
    public void The_bootstrap_covers_the_true_mean_in_about_95_of_100_samples()
    {
        MeshRandom random = new(7);
        int covered = 0;
        const int Samples = 400;
        for (int i = 0; i < Samples; i++)
        {
            // The sum of twelve even numbers is nearly normal.
            double[] sample = [.. Enumerable.Range(0, 30).Select(_ => Enumerable.Range(0, 12).Sum(_ => random.Next(1_000_000) / 1e6) - 6 + 0.5)];
            covered += PairedStatistics.Bootstrap(sample).Contains(0.5) ? 1 : 0;
        }

        Assert.InRange(covered / (double)Samples, 0.90, 0.98);
    }

    [Fact]
    public void One_pair_has_no_interval_few_have_student_s_and_many_the_bootstrap_s()
    {
        Assert.Null(PairedStatistics.MeanInterval([1]));
        Assert.Equal(PairedStatistics.Student([1, 2]), PairedStatistics.MeanInterval([1, 2]));
        double[] many = [.. Enumerable.Range(0, 10).Select(i => (double)i)];
        Assert.Equal(PairedStatistics.Bootstrap(many), PairedStatistics.MeanInterval(many));
    }

    [Fact]
    public void The_same_differences_have_the_same_bootstrap()
    {
        double[] differences = [.. Enumerable.Range(0, 20).Select(i => i * 0.1)];

        Assert.Equal(PairedStatistics.Bootstrap(differences), PairedStatistics.Bootstrap(differences));
    }

    [Theory]
    [InlineData(1.0, 20, "Same")]
    [InlineData(0.999, 20, "Same")]
    [InlineData(0.99, 20, "Worse")]
    public void A_drop_of_delivery_beyond_the_tolerance_is_worse(double delivery, double latency, string expected)
    {
        Assert.Equal(expected, VerdictOf("delivery", Runs(1, _ => (delivery, latency))));
    }

    [Theory]
    [InlineData(21.9, "Same")]
    [InlineData(22.5, "Worse")]
    [InlineData(17.5, "Better")]
    public void Latency_may_move_by_a_tenth(double latency, string expected)
    {
        Assert.Equal(expected, VerdictOf("latencyMs.p99", Runs(3, _ => (1, latency))));
    }

    [Fact]
    public void A_change_that_differs_from_seed_to_seed_may_be_chance()
    {
        Assert.Equal("Unsure", VerdictOf("latencyMs.p99", Runs(4, seed => (1, seed % 2 == 0 ? 50 : 15))));
    }

    [Fact]
    public void A_tolerance_of_one_s_own_replaces_the_usual()
    {
        Assert.Null(Tolerance.TryRead("latency.p99=50%", out string figure, out Tolerance tolerance));
        ResultComparison comparison = Comparer.Compare(Runs(3, _ => (1, 20)), Runs(3, _ => (1, 29)), byProtocol: true, new Dictionary<string, Tolerance> { [figure] = tolerance });

        Assert.Equal(Verdict.Same, Assert.Single(comparison.Groups).Changes.Single(change => change.Figure == "latencyMs.p99").Verdict);
        Assert.Equal(Verdict.Worse, Assert.Single(comparison.Groups).Changes.Single(change => change.Figure == "latencyMs.p50").Verdict);
    }

    [Theory]
    [InlineData("rmr", "'rmr' is no tolerance; write figure=5% or figure=0.01.")]
    [InlineData("rmx=5%", "there is no figure 'rmx'; known are nodes")]
    [InlineData("rmr=-1", "'-1' is neither a part such as 5% nor an amount such as 0.01.")]
    public void A_tolerance_that_is_none_is_told(string text, string expected)
    {
        Assert.StartsWith(expected, Tolerance.TryRead(text, out _, out _), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_without_partner_are_counted_and_not_compared()
    {
        ResultComparison comparison = Comparer.Compare(Runs(3, _ => (1, 20)), [.. Runs(2, _ => (1, 20)), .. FigureFile.Of([Results.One(9)])], byProtocol: true, Usual);

        Assert.Equal((2, 1, 1), (Assert.Single(comparison.Groups).Pairs, comparison.OldOnly, comparison.NewOnly));
        Assert.False(comparison.HasRegression);
    }

    [Fact]
    public void Two_protocols_are_compared_on_the_same_seeds()
    {
        ResultComparison comparison = Comparer.Compare(FigureFile.Of([Results.One(1)]), FigureFile.Of([Results.One(1, protocol: "plumtree", latency: 60)]), byProtocol: false, Usual);

        Assert.Equal(3, Assert.Single(comparison.Groups).Changes.Single(change => change.Figure == "latencyMs.p99").Factor);
    }

    [Fact]
    public void A_baseline_reads_back_and_holds_no_machine_s_time()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("mesh-sim-test").FullName, "baseline.json");
        IReadOnlyList<RunFigures> runs = FigureFile.Of([Results.One(1), Results.Failed(2)]);
        File.WriteAllText(path, FigureFile.Write(runs));

        IReadOnlyList<RunFigures> read = FigureFile.Read(path);

        Assert.Equal(runs.Select(run => (run.Scenario, run.Protocol, run.Seed, run.TraceHash)), read.Select(run => (run.Scenario, run.Protocol, run.Seed, run.TraceHash)));
        Assert.Equal(FigureFile.Write(runs), FigureFile.Write(read));
        Assert.Equal(1, read[1].Values["failures"]);
        Assert.DoesNotContain("cpuSeconds", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.All(Comparer.Compare(runs, read, byProtocol: true, Usual).Groups.SelectMany(group => group.Changes), change => Assert.Equal(Verdict.Same, change.Verdict));
    }

    [Fact]
    public void The_markdown_says_worse_in_its_first_line_and_in_its_row()
    {
        string text = MarkdownDiff.Write(Comparer.Compare(Runs(3, _ => (1, 20)), Runs(3, _ => (0.9, 20)), byProtocol: true, Usual), "main", "this");

        Assert.StartsWith("## mesh-sim: worse\n\nmain against this: 1 worse, ", text, StringComparison.Ordinal);
        Assert.Contains("| delivery | 1 | 0.9 | 0.9 | -0.1 [-0.1, -0.1] | **worse** |\n", text, StringComparison.Ordinal);
    }

    private static IReadOnlyList<RunFigures> Runs(int seeds, Func<int, (double Delivery, double Latency)> figures) =>
        FigureFile.Of([.. Enumerable.Range(1, seeds).Select(seed => Results.One((ulong)seed, delivery: figures(seed).Delivery, latency: figures(seed).Latency))]);

    private static string VerdictOf(string figure, IReadOnlyList<RunFigures> now)
    {
        ResultComparison comparison = Comparer.Compare(Runs(now.Count, _ => (1, 20)), now, byProtocol: true, Usual);
        return Assert.Single(comparison.Groups).Changes.Single(change => change.Figure == figure).Verdict.ToString();
    }
}
