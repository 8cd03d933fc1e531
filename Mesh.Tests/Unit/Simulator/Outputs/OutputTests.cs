using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Mesh.Simulator.Outputs;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;
using Mesh.Tests.Unit.Simulator.Scenarios;

namespace Mesh.Tests.Unit.Simulator.Outputs;

/// <summary>What a run gave is written in every form as its reader expects it.</summary>
public sealed class OutputTests
{
    [Fact]
    public void The_json_has_every_field_that_machines_rely_on()
    {
        using JsonDocument document = JsonDocument.Parse(ResultJson.Write([Results.Failed()]));
        JsonElement run = Assert.Single(document.RootElement.GetProperty("runs").EnumerateArray());

        foreach (string name in new[] { "scenario", "protocol", "seed", "nodes", "traceHash", "simulatedSeconds", "cpuSeconds", "events", "framesReceived", "sent", "delivery", "rmr", "ldh", "bytesPerDelivery" })
        {
            Assert.True(run.TryGetProperty(name, out _), name);
        }

        Assert.Equal([10, 15, 20, 40], new[] { "p50", "p90", "p99", "max" }.Select(part => run.GetProperty("latencyMs").GetProperty(part).GetDouble()));
        Assert.Equal([1, 3], new[] { "p50", "p99" }.Select(part => run.GetProperty("stretch").GetProperty(part).GetDouble()));
        JsonElement failure = Assert.Single(run.GetProperty("failures").EnumerateArray());
        Assert.Equal("delivery >= 1", failure.GetProperty("oracle").GetString());
        Assert.Equal("mesh-sim run lan --seed 1", failure.GetProperty("replay").GetString());
    }

    [Fact]
    public void A_result_reads_back_as_it_was_written_and_half_of_one_not_at_all()
    {
        string text = ResultJson.WriteOne(Results.One() with { Rmr = double.NaN });

        Assert.Equal(text, ResultJson.WriteOne(ResultJson.TryReadOne(text)!));
        Assert.Contains("\"rmr\": null", text, StringComparison.Ordinal);
        Assert.Null(ResultJson.TryReadOne(text[..(text.Length / 2)]));
        Assert.Null(ResultJson.TryReadOne("{}"));
    }

    [Fact]
    public void The_csv_has_a_column_for_every_figure_and_quotes_what_needs_it()
    {
        string[] lines = ResultCsv.Write([Results.One(scenario: "lan[a=1,b=\"2\"]"), Results.One(2) with { DeliveryWithin = [] }]).Split('\n');

        string[] heads = lines[0].Split(',');
        Assert.Equal(["scenario", "protocol", "seed", "traceHash", "nodes"], heads[..5]);
        Assert.Contains("latencyMs.p99", heads);
        Assert.Equal("deliveryWithin.100ms", heads[^3]);
        Assert.StartsWith("\"lan[a=1,b=\"\"2\"\"]\",flood,1,00ff,11,60,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",0.9,0.25,", lines[1], StringComparison.Ordinal);
        Assert.EndsWith(",,0.25,", lines[2], StringComparison.Ordinal);
        Assert.Equal(heads.Length, lines[2].Split(',').Length);
    }

    [Fact]
    public void Junit_has_a_case_for_every_check_and_its_failure_names_seed_and_command()
    {
        XDocument document = XDocument.Parse(JUnitReport.Write([Results.One(), Results.Failed(2)]));
        XElement suite = Assert.Single(document.Root!.Elements("testsuite"));

        Assert.Equal(("4", "1"), (suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value));
        Assert.Equal(["seed 1: at-most-once", "seed 1: delivery >= 1", "seed 2: at-most-once", "seed 2: delivery >= 1"], suite.Elements("testcase").Select(test => test.Attribute("name")!.Value));
        XElement failure = Assert.Single(suite.Descendants("failure"));
        Assert.Contains("seed 2, trace 00ff", failure.Value, StringComparison.Ordinal);
        Assert.Contains("again: mesh-sim run lan --seed 1", failure.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Junit_is_xml_whatever_a_name_holds()
    {
        RunResult odd = Results.One(scenario: "a<b>&\u0001\uFFFF") with { Checks = [] };

        XElement test = Assert.Single(XDocument.Parse(JUnitReport.Write([odd])).Descendants("testcase"));

        Assert.Equal("seed 1: run", test.Attribute("name")!.Value);
    }

    [Fact]
    public void The_event_log_is_a_json_object_a_line_and_leaves_out_what_is_not_there()
    {
        using MemoryStream stream = new();
        EventLog log = new(stream, "lan", "flood", 7);
        log.On(new RunEvent(new MeshInstant(1_000_000), RunEventKind.Created, A: 3, Number: 0, Bytes: 200, Text: "lob\"by"));
        log.On(new RunEvent(new MeshInstant(1_000_400), RunEventKind.FrameSent, A: 3, B: 4, Bytes: 260));
        log.Flush();

        Assert.Equal(
            [
                """{"scenario":"lan","protocol":"flood","seed":7}""",
                """{"t":1000000,"kind":"created","a":3,"number":0,"bytes":200,"text":"lob\"by"}""",
                """{"t":1000400,"kind":"frame-sent","a":3,"b":4,"bytes":260}""",
                "",
            ],
            Encoding.UTF8.GetString(stream.ToArray()).Split('\n'));
    }

    [Fact]
    public void The_one_s_report_counts_a_message_once_for_each_receiver()
    {
        OneReport report = Begun(6);
        report.On(new RunEvent(new MeshInstant(1_000_000), RunEventKind.Created, A: 0, Number: 0, Bytes: 200, Text: "lobby"));
        report.On(new RunEvent(new MeshInstant(1_000_000), RunEventKind.Delivered, A: 0, B: 0, Number: 0));
        for (int i = 1; i <= 5; i++)
        {
            report.On(new RunEvent(new MeshInstant(1_000_000 + (i * 100_000)), RunEventKind.PayloadReceived, A: i, B: 0, Number: 0));
            report.On(new RunEvent(new MeshInstant(1_000_000 + (i * 100_000)), RunEventKind.Delivered, A: i, B: 1, Number: 0));
        }

        report.On(new RunEvent(new MeshInstant(2_000_000), RunEventKind.PayloadReceived, A: 1, B: 2, Number: 0));
        string[] lines = report.Write(Results.One(delivery: 0.5)).Split('\n');

        Assert.Equal(["Message stats for scenario lan", "sim_time: 60.0000", "created: 10", "started: 6", "relayed: 6"], lines[..5]);
        Assert.Contains("delivered: 5", lines);
        Assert.Contains("delivery_prob: 0.5000", lines);
        Assert.Contains("overhead_ratio: 0.2000", lines);
        Assert.Contains("latency_avg: 0.3000", lines);
        Assert.Contains("latency_med: 0.3000", lines);
        Assert.Contains("hopcount_avg: 1.0000", lines);
        Assert.Contains("rtt_med: NaN", lines);
    }

    [Fact]
    public void The_one_s_report_counts_a_showing_once_and_only_where_the_message_was_for()
    {
        OneReport report = Begun(4);
        report.On(new RunEvent(new MeshInstant(1_000_000), RunEventKind.Created, A: 0, B: 2, Number: 0, Bytes: 200, Text: "lobby"));
        foreach ((int node, int at) in new[] { (1, 1), (2, 2), (2, 9), (3, 3) })
        {
            report.On(new RunEvent(new MeshInstant(1_000_000 * (1 + at)), RunEventKind.Delivered, A: node, B: 1, Number: 0));
        }

        string[] lines = report.Write(Results.One(delivery: 1)).Split('\n');

        Assert.Contains("created: 1", lines);
        Assert.Contains("delivered: 1", lines);
        Assert.Contains("latency_avg: 2.0000", lines);
    }

    [Fact]
    public void A_table_tells_what_failed_and_how_to_see_it_again()
    {
        StringWriter output = new();
        ResultTable.Write([Results.One(), Results.Failed(2)], output, new Paint(false));
        string[] lines = output.ToString().Split(Environment.NewLine).SelectMany(line => line.Split('\n')).ToArray();

        Assert.EndsWith("ok", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("1 failed", lines[2], StringComparison.Ordinal);
        Assert.Contains("FAILED delivery >= 1 (lan, flood, seed 2)", lines);
        Assert.Contains("  again: mesh-sim run lan --seed 1", lines);
    }

    private static OneReport Begun(int nodes)
    {
        OneReport report = new();
        Scenario scenario = Files.One(Files.Small, new ScenarioChange("nodes", nodes.ToString(CultureInfo.InvariantCulture)));
        report.Begin(SceneBuilder.Build(scenario, 1, null), WorkloadPlan.Draw([], TimeSpan.FromSeconds(10), nodes, seed: 1));
        return report;
    }
}
