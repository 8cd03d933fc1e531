using Mesh.Simulator.Commands;
using Mesh.Simulator.Judgement;
using Mesh.Tests.Unit.Simulator.Outputs;
using Mesh.Tests.Unit.Simulator.Scenarios;

namespace Mesh.Tests.Unit.Simulator.Commands;

public sealed class SwarmCommandTests : IDisposable
{
    private const string Failing = """
        nodes: 9
        duration: 12s
        topology: {kind: ring}
        workload: [{rate: 5/s, from: 3s}]
        faults: [{kind: slow, at: 1s, share: 20%}]
        expect: [latency.max <= 1us]

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-sim-swarm-test").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_swarm_in_which_all_held_ends_with_0_and_says_what_was_checked()
    {
        (int code, string output, _) = Run("swarm", "--runs", "3", "--seed", "1");

        Assert.Equal(0, code);
        Assert.Contains("3 runs, seeds 1 to 3:", output, StringComparison.Ordinal);
        Assert.Contains("all held.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_failed_run_of_a_swarm_leaves_its_scenario()
    {
        string Of(int seed) => Path.Combine(_folder, "new", $"seed-{seed}.yaml");
        SwarmRun Drawn(int seed, bool isFailed) => new(Files.One(Files.Small) with { Source = Of(seed) }, isFailed ? Results.Failed((ulong)seed) : Results.One((ulong)seed));

        SwarmCommand.KeepFailed([Drawn(1, true), Drawn(2, false), Drawn(3, true)]);

        Assert.Equal([true, false, true], new[] { 1, 2, 3 }.Select(seed => File.Exists(Of(seed))));
        Assert.Contains("nodes: 10", File.ReadAllText(Of(3)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--runs none is no whole number from 1", "--runs", "none")]
    [InlineData("--minutes -3 is no time", "--minutes", "-3")]
    [InlineData("--threads 0 is no whole number from 1 to 1024", "--threads", "0")]
    public void A_wrong_number_is_one_line_and_code_2(string expected, params string[] options)
    {
        (int code, _, string error) = Run(["swarm", .. options]);

        Assert.Equal(2, code);
        Assert.Contains(expected, error.Replace("'", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_failing_scenario_is_shrunk_to_a_smaller_file_that_fails_and_is_replayed_by_what_was_printed()
    {
        string small = Path.Combine(_folder, "small.yaml");

        (int code, string output, _) = Run("shrink", Scenario(Failing), "--seed", "2", "--out", small);

        Assert.Equal(0, code);
        Assert.Contains("latency.max <= 1us still fails with 2 nodes", output, StringComparison.Ordinal);
        string again = output.Split('\n').Single(line => line.Contains("again:", StringComparison.Ordinal));
        string[] words = again[(again.IndexOf("mesh-sim ", StringComparison.Ordinal) + "mesh-sim ".Length)..].Split(' ');
        Assert.Equal(1, Run(words).Code);
        (int replayed, string told, _) = Run("replay", small);
        Assert.Equal(1, replayed);
        Assert.Contains("wrote message 0 in 'lobby'", told, StringComparison.Ordinal);
        Assert.Contains("Run twice with the same trace.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_does_not_fail_cannot_be_shrunk()
    {
        string file = Scenario(Failing.Replace("1us", "10s", StringComparison.Ordinal));

        (int code, _, string error) = Run("shrink", file, "--seed", "2", "--out", Path.Combine(_folder, "small.yaml"));

        Assert.Equal(2, code);
        Assert.Contains("does not fail with plumtree and seed 2; there is nothing to shrink.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_replay_knows_whether_the_trace_is_the_one_that_was_meant()
    {
        string file = Scenario(Failing.Replace("1us", "10s", StringComparison.Ordinal));
        string hash = Run("replay", file, "--seed", "3").Output.Split("trace ")[1][..16];

        Assert.Equal(0, Run("replay", file, "--seed", "3", "--hash", hash).Code);
        (int code, string output, _) = Run("replay", file, "--seed", "4", "--hash", hash);
        Assert.Equal(1, code);
        Assert.Contains($"The trace is not the one asked for, {hash}", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string Scenario(string text)
    {
        string path = Path.Combine(_folder, "failing.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
