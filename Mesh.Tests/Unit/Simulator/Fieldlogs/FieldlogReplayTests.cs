using Mesh.Simulator.Commands;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Simulator.Fieldlogs;

/// <summary>"mesh-sim replay" of field logs.</summary>
public sealed class FieldlogReplayTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_record_stands_beside_the_run()
    {
        (int code, string output, string error) = Run(["replay", .. Logs()]);

        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Contains("3 nodes, 3 of which recorded; 3 contacts, 3 messages, 60.0 s.", output, StringComparison.Ordinal);
        Assert.Matches(@"bert-aaaa +\S+bert\.jsonl +0\.500 s +3600\.\d+ s +\d+ events in common", output);
        Assert.Matches(@"messages +3 +3", output);
        Assert.Matches(@"deliveries +6 of 6 +6 of 6", output);
        Assert.Matches(@"hops, mean +1\.33 +1\.33", output);
        Assert.Contains("Run twice with the same trace.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Delivered in", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_one_of_them_delivered_is_named()
    {
        string anna = Write("anna", new WrittenFieldlog("anna").Up(1, "bert").Wrote(5, "m1").Down(20, "bert").Wrote(30, "m2").End(60));
        string bert = Write("bert", new WrittenFieldlog("bert").Up(1, "anna").Down(20, "anna").Heard(31, "m2", "anna").End(60));
        (int code, string output, _) = Run(["replay", anna, bert]);

        Assert.Equal(0, code);
        Assert.Contains("Delivered in the record only: what anna-aaaa wrote at 30.000 s, at bert-aaaa.", output, StringComparison.Ordinal);
        Assert.Contains("Delivered in the simulator only: what anna-aaaa wrote at 5.000 s, at bert-aaaa.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_what_nobody_got_there_are_no_figures_and_clocks_with_little_in_common_are_called_unsure()
    {
        string anna = Write("anna", new WrittenFieldlog("anna").Up(1, "bert").Down(20, "bert").Wrote(30, "m1").End(60));
        string bert = Write("bert", new WrittenFieldlog("bert").Up(1, "anna").Down(20, "anna").End(60));
        (int code, string output, _) = Run(["replay", anna, bert]);

        Assert.Equal(0, code);
        Assert.Contains("2 nodes, 2 of which recorded; 1 contact, 1 message, ", output, StringComparison.Ordinal);
        Assert.Matches(@"deliveries +0 of 1 +0 of 1", output);
        Assert.Matches(@"hops, mean +– +–", output);
        Assert.Matches(@"latency, most +– +–", output);
        Assert.Matches(@"\d events? in common, 0 ms apart: unsure", output);
    }

    /// <summary>A board without a battery begins in 1970, and with nothing in common nobody can tell how wrong that is.</summary>
    [Theory]
    [InlineData("anna.jsonl", "bert.jsonl", "carl.jsonl")]
    [InlineData("carl.jsonl", "anna.jsonl", "bert.jsonl")]
    public void A_log_whose_clock_is_far_off_and_that_has_nothing_in_common_is_named(params string[] order)
    {
        Logs();
        Write("carl", new WrittenFieldlog("carl", skew: -1_796_000_000 + 60).Wrote(5, "m9").End(20));
        string error = Complaint(["replay", .. order.Select(name => Path.Combine(_folder.Path, name))]);

        Assert.Matches(@"carl\.jsonl: its clock said 1970-01-01 00:01 UTC, 20787 days from the others', and it has no link and no message in common with them that would tell how wrong it was; leave it out, or set 'wall' in its header \(now 60000000\)\.\s*$", error);
        Assert.DoesNotContain("fieldlog.yaml", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_is_longer_than_any_scenario_is_named()
    {
        string error = Complaint(["replay", Write("anna", new WrittenFieldlog("anna").Wrote(5, "m1").End(40_000_000))]);
        Assert.Contains("anna.jsonl: lasts 462 days with what is read beside it; at most 365 are replayed", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_scenario_that_is_written_runs_as_the_logs_do()
    {
        string to = Path.Combine(_folder.Path, "sub", "walk.yaml");
        (int code, string output, _) = Run(["replay", .. Logs(), "--to", to, "--seed", "7"]);
        string trace = output.Split("trace ")[1][..64];

        Assert.Equal(0, code);
        Assert.Contains("../anna.jsonl,../bert.jsonl,../carl.jsonl", File.ReadAllText(to), StringComparison.Ordinal);
        Assert.Equal(0, Run(["run", to]).Code);
        Assert.Contains(trace, Run(["replay", to, "--seed", "7", "--hash", trace]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Field_logs_and_scenarios_are_not_mixed()
    {
        string scenario = _folder.Write("own.yaml", "nodes: 3\nduration: 1s\ntopology: {kind: line}\n");
        string log = Logs()[0];
        Assert.Contains("own.yaml' is no field log; replay takes one scenario, or field logs alone.", Complaint(["replay", log, scenario]), StringComparison.Ordinal);
        Assert.Contains("is no field log; --to writes the scenario that field logs make.", Complaint(["replay", scenario, "--to", "x.yaml"]), StringComparison.Ordinal);
        Assert.Contains("there is no such file", Complaint(["replay", "nowhere.jsonl"]), StringComparison.Ordinal);
        Assert.Equal(0, Run(["replay", scenario]).Code);
    }

    /// <summary>A chain: Carl hears Anna through Bert, whose clock is an hour ahead, and for a while nobody.</summary>
    private string[] Logs()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna").Up(1, "bert").Wrote(5, "m1").Heard(25.004m, "m3", "carl", hops: 2).Heard(45.003m, "m2", "bert").End(60);
        WrittenFieldlog bert = new WrittenFieldlog("bert", start: 0.5m, skew: 3600).Up(1, "anna").Up(2, "carl").Heard(5.002m, "m1", "anna").Heard(25.002m, "m3", "carl").Down(30, "carl").Wrote(45, "m2").Up(50, "carl").End(60);
        WrittenFieldlog carl = new WrittenFieldlog("carl", start: 1.5m, skew: -600).Up(2, "bert").Heard(5.004m, "m1", "anna", hops: 2).Wrote(25, "m3").Down(30.5m, "bert").Up(50, "bert").Heard(50.1m, "m2", "bert").End(60);
        return [Write("anna", anna), Write("bert", bert), Write("carl", carl)];
    }

    private string Write(string name, WrittenFieldlog log) => _folder.Write(name + ".jsonl", log.Text);

    private static string Complaint(string[] arguments)
    {
        (int code, _, string error) = Run(arguments);
        Assert.Equal(2, code);
        return error;
    }

    private static (int Code, string Output, string Error) Run(IReadOnlyList<string> arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
