using System.Text.Json;
using System.Xml.Linq;
using Mesh.Simulator.Commands;

namespace Mesh.Tests.Unit.Simulator.Commands;

/// <summary>The command does what a pipeline relies on.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Tiny = """
        nodes: 6
        duration: 6s
        topology: {kind: line}
        workload: [{rate: 5/s, from: 3s}]

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-sim-test").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_whose_expectations_hold_ends_with_0_and_one_whose_do_not_with_1()
    {
        string file = Scenario(Tiny + "expect: [delivery == 1, 'flood: rmr >= 5000']");

        Assert.Equal(0, Run("run", file, "--protocol", "plumtree").Code);
        (int code, string output, _) = Run("run", file, "--protocol", "flood", "--seed", "4");
        Assert.Equal(1, code);
        Assert.Contains("FAILED flood: rmr >= 5000 (tiny, flood, seed 4)", output, StringComparison.Ordinal);
        Assert.Contains($"again: mesh-sim run {file} --protocol flood --seed 4", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_results_at_any_number_of_threads()
    {
        string file = Scenario(Tiny + "seeds: 1..4\nprotocols: [plumtree, flood]");

        string[] one = Hashes(file, "1");
        Assert.Equal(8, one.Distinct().Count());
        Assert.Equal(one, Hashes(file, "4"));
    }

    [Fact]
    public void Real_signatures_and_their_stand_in_give_the_same_trace()
    {
        string file = Scenario(Tiny);

        Assert.Equal(Hashes(file, "1", "--crypto", "fast"), Hashes(file, "1", "--crypto", "real"));
    }

    [Fact]
    public void Every_output_is_written()
    {
        string file = Scenario(Tiny + "seeds: [1, 2]\nexpect: delivery == 1");
        string[] outputs = [.. new[] { "out/r.json", "r.csv", "r.xml", "r.ndjson", "r.txt" }.Select(name => Path.Combine(_folder, name))];

        Assert.Equal(0, Run("run", file, "--json", outputs[0], "--csv", outputs[1], "--junit", outputs[2], "--events", outputs[3], "--one-report", outputs[4]).Code);

        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(outputs[0]));
        Assert.Equal(2, json.RootElement.GetProperty("runs").GetArrayLength());
        Assert.Equal(3, File.ReadAllLines(outputs[1]).Length);
        Assert.Equal(2, XDocument.Load(outputs[2]).Descendants("testcase").Count(test => test.ToString().Contains("delivery == 1", StringComparison.Ordinal)));
        string[] events = File.ReadAllLines(outputs[3]);
        Assert.Equal("""{"scenario":"tiny","protocol":"plumtree","seed":1}""", events[0]);
        Assert.Equal(1, events.Count(line => line == """{"scenario":"tiny","protocol":"plumtree","seed":2}"""));
        Assert.Equal(2, File.ReadAllLines(outputs[4]).Count(line => line.StartsWith("Message stats for scenario tiny", StringComparison.Ordinal)));
    }

    [Fact]
    public void Json_on_the_standard_output_stands_there_alone()
    {
        (int code, string output, string error) = Run("run", Scenario(Tiny + "expect: delivery > 1"), "--json", "-");

        Assert.Equal(1, code);
        Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(output).RootElement.ValueKind);
        Assert.Contains("FAILED delivery > 1", error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_result_is_the_baseline_and_a_worse_run_ends_with_1()
    {
        string file = Scenario(Tiny);
        (string result, string baseline, string diff) = (Path.Combine(_folder, "r.json"), Path.Combine(_folder, "b.json"), Path.Combine(_folder, "d.md"));

        Assert.Equal(0, Run("run", file, "--json", result).Code);
        Assert.Equal(0, Run("accept", result, "--to", baseline).Code);
        Assert.Equal(0, Run("run", file, "--baseline", baseline, "--markdown", diff).Code);
        Assert.StartsWith("## mesh-sim: no change", File.ReadAllText(diff), StringComparison.Ordinal);
        Assert.Equal(1, Run("run", file, "--set", "radio.delay=40ms", "--baseline", baseline, "--markdown", diff).Code);
        Assert.Contains("| **worse** |", File.ReadAllText(diff), StringComparison.Ordinal);
        Assert.Equal(0, Run("compare", baseline, result).Code);
    }

    [Fact]
    public void Two_protocols_are_compared_as_markdown()
    {
        (int code, string output, _) = Run("compare", Scenario(Tiny), "--protocols", "flood,plumtree", "--seeds", "1..2");

        Assert.Equal(0, code);
        Assert.Contains("| figure | flood | plumtree | factor | change | verdict |", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_that_is_begun_again_runs_only_what_is_missing()
    {
        string file = Scenario(Tiny + "seeds: 1..2\nmatrix: {nodes: [4, 5]}");
        string folder = Path.Combine(_folder, "sweep");

        Assert.Contains("4 runs, 0 of them done before.", Run("sweep", file, "--out", folder).Output, StringComparison.Ordinal);
        string first = File.ReadAllText(Path.Combine(folder, "results.csv"));
        File.Delete(Directory.EnumerateFiles(Path.Combine(folder, "runs")).Order().First());
        string[] whole = Directory.GetFiles(Path.Combine(folder, "runs"));
        File.WriteAllText(whole[0], "{\"scenario\":");
        (int code, string output, _) = Run("sweep", file, "--out", folder);

        Assert.Equal(0, code);
        Assert.Contains("4 runs, 2 of them done before.", output, StringComparison.Ordinal);
        Assert.Equal(WithoutTime(first), WithoutTime(File.ReadAllText(Path.Combine(folder, "results.csv"))));
        Assert.Contains("| tiny[nodes=5] | plumtree | 2 |", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_stands_alone_beside_a_comparison()
    {
        string file = Scenario(Tiny);
        string result = Path.Combine(_folder, "r.json");
        Assert.Equal(0, Run("run", file, "--json", result).Code);

        foreach (string[] words in new string[][] { ["run", file, "--baseline", result], ["compare", file, "--protocols", "flood,plumtree"] })
        {
            (_, string output, string error) = Run([.. words, "--json", "-"]);
            using JsonDocument document = JsonDocument.Parse(output);
            Assert.Contains("| figure |", error, StringComparison.Ordinal);
            (int code, _, string refusal) = Run([.. words, "--json", "-", "--markdown", "-"]);
            Assert.Equal(2, code);
            Assert.Contains("only one output can be the standard output.", refusal, StringComparison.Ordinal);
            Assert.StartsWith("#", Run([.. words, "--markdown", "-"]).Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--json", "-")]
    [InlineData("--seeds", "1..2")]
    [InlineData("--set", "nodes=5")]
    public void Two_files_are_compared_as_they_are(string option, string value)
    {
        (int code, _, string error) = Run("compare", "a.json", "b.json", option, value);

        Assert.Equal(2, code);
        Assert.StartsWith($"mesh-sim: {option} is for runs, but two files are compared as they are;", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_runs_again_when_a_file_that_the_scenario_names_has_changed()
    {
        string contacts = Path.Combine(_folder, "c.csv");
        File.WriteAllText(contacts, "0 CONN 0 1 up\n5 CONN 0 1 down\n");
        string file = Scenario("duration: 6s\nimport: {file: c.csv, format: one-contacts}\nsettle: 0s");
        string folder = Path.Combine(_folder, "sweep");

        Assert.Contains("1 runs, 0 of them", Run("sweep", file, "--out", folder).Output, StringComparison.Ordinal);
        Assert.Contains("1 runs, 1 of them", Run("sweep", file, "--out", folder).Output, StringComparison.Ordinal);
        File.WriteAllText(contacts, "0 CONN 0 1 up\n4 CONN 0 1 down\n");
        Assert.Contains("1 runs, 0 of them", Run("sweep", file, "--out", folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_writes_a_scenario_that_runs_and_overwrites_nothing()
    {
        string folder = Path.Combine(_folder, "fresh");

        Assert.Equal(0, Run("init", folder).Code);
        Assert.Equal(0, Run("run", Path.Combine(folder, "mesh-sim.yaml"), "--seed", "1", "--set", "duration=8s").Code);
        Assert.DoesNotContain("VERSION\"", File.ReadAllText(Path.Combine(folder, "mesh-sim.sh")), StringComparison.Ordinal);
        (int code, _, string error) = Run("init", folder);
        Assert.Equal(2, code);
        Assert.Contains("there already, and nothing is overwritten", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_has_a_sentence_for_every_scenario_and_protocol()
    {
        (int code, string output, _) = Run("list");

        Assert.Equal(0, code);
        Assert.All(output.Split(Environment.NewLine).SelectMany(line => line.Split('\n')).Where(line => line.StartsWith("  ", StringComparison.Ordinal)), line => Assert.EndsWith(".", line, StringComparison.Ordinal));
        Assert.Contains("smoke", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run smok", "mesh-sim: 'smok': there is no such file and no ready scenario of that name; did you mean 'smoke'? 'mesh-sim list' names the ready ones.")]
    [InlineData("run smoke --seed x", "--seed: seeds: 'x' is no number (at least 0).")]
    [InlineData("run smoke --seed 1 --seeds 1..2", "mesh-sim: --seed and --seeds exclude each other; use one.")]
    [InlineData("run smoke --threads 0", "mesh-sim: --threads '0' is no number of threads; use 1 to 1024.")]
    [InlineData("run smoke --set loss", "mesh-sim: --set 'loss' sets nothing; write PATH=VALUE, such as radio.loss=2%.")]
    [InlineData("run smoke --set radio.loss=lots", "--set radio.loss: radio.loss: 'lots' is no share; use a part of one such as 0.02, or 2% (0 to 0.9).")]
    [InlineData("run smoke --nodes 1", "--nodes: nodes: a network has at least 2 nodes.")]
    [InlineData("run smoke --protocol flod", "--protocol: protocols: there is no protocol 'flod'; did you mean 'flood'? known are ")]
    [InlineData("run smoke --tolerance rmr", "mesh-sim: --tolerance 'rmr' is no tolerance; write figure=5% or figure=0.01.")]
    [InlineData("run smoke --json - --csv -", "mesh-sim: only one output can be the standard output.")]
    [InlineData("ran", "mesh-sim: there is no command 'ran'; did you mean 'run'? known are run, ")]
    [InlineData("run", "mesh-sim: Required argument missing for command: 'run'. See mesh-sim run --help.")]
    [InlineData("accept nothing.json", "mesh-sim: nothing.json: the file cannot be read: ")]
    [InlineData("compare smoke --protocols flood", "mesh-sim: smoke: one file is compared by two protocols, but here run 1 (flood); add --protocols A,B.")]
    public void What_is_wrong_is_told_in_one_line_with_code_2(string words, string expected)
    {
        (int code, _, string error) = Run(words.Split(' '));

        Assert.Equal(2, code);
        Assert.StartsWith(expected, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_fault_in_a_file_is_told_with_its_place_and_code_2()
    {
        string file = Scenario("nodes: 6\nduration: 1 kg\ntopology: {kind: ring}");
        (int code, _, string error) = Run("run", file);

        Assert.Equal(2, code);
        Assert.Equal($"{file}:2:11: duration: '1 kg' is no time; use seconds such as 10s, or us, ms, min, h, d (1 ms to 365 d).", error.TrimEnd());
    }

    private static string WithoutTime(string csv) => string.Join('\n', csv.Split('\n').Select(line => string.Join(',', line.Split(',').SkipLast(2))));

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        (StringWriter output, StringWriter error) = (new StringWriter(), new StringWriter());
        int code = CommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    private string[] Hashes(string file, string threads, params string[] more)
    {
        (_, string output, _) = Run(["run", file, "--threads", threads, "--json", "-", .. more]);
        using JsonDocument document = JsonDocument.Parse(output);
        return [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("traceHash").GetString()!)];
    }

    private string Scenario(string text)
    {
        string file = Path.Combine(_folder, "tiny.yaml");
        File.WriteAllText(file, text);
        return file;
    }
}
