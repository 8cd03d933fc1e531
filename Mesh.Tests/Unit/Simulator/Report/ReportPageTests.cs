using System.Text.Json;
using System.Text.RegularExpressions;
using Mesh.Simulator.Report;
using Mesh.Simulator.Runs;
using Mesh.Tests.Unit.Simulator.Outputs;

namespace Mesh.Tests.Unit.Simulator.Report;

/// <summary>The pages are whole, say what the figures say, and let nothing in or out.</summary>
public sealed partial class ReportPageTests
{
    private const string Hostile = "</script><img src=x onerror=\"document.title='open'\">{{figures}}&amp;";

    [Fact]
    public void The_report_is_well_formed_and_fetches_nothing()
    {
        string page = Pages.Report(Pages.One(), Pages.One(protocol: "plumtree"), new RunReport(Results.Failed(2), Pages.Told(new ReportCollector())));

        Assert.Empty(Markup.Faults(page));
        Assert.Empty(Foreign(page));
    }

    [Fact]
    public void The_replay_is_well_formed_and_fetches_nothing()
    {
        string page = Pages.Replay(Results.One(), Pages.Told(new ReplayCollector()));

        Assert.Empty(Markup.Faults(page));
        Assert.Empty(Foreign(page));
    }

    [Fact]
    public void Names_from_outside_stay_text()
    {
        RunResult result = Results.One(scenario: Hostile, protocol: Hostile) with { Failures = [new RunFailure(Hostile, Hostile, Hostile)] };
        string report = Pages.Report(new RunReport(result, Pages.Told(new ReportCollector())));
        string replay = Pages.Replay(result, Pages.Told(new ReplayCollector()));

        foreach (string page in new[] { report, replay })
        {
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.Empty(Markup.Faults(page));
        }

        Assert.Equal(Hostile, Markup.Figures(report).GetProperty("scenarios")[0].GetProperty("name").GetString());
        Assert.Equal(Hostile, Markup.Figures(replay).GetProperty("scenario").GetString());
    }

    [Fact]
    public void The_verdict_counts_what_did_not_hold_and_gives_the_command()
    {
        string page = Pages.Report(Pages.One(), new RunReport(Results.Failed(2), Pages.Told(new ReportCollector())));

        Assert.Contains("1 of 2 runs did not hold.", page, StringComparison.Ordinal);
        Assert.Contains("<code>mesh-sim run lan --seed 1</code>", page, StringComparison.Ordinal);
        Assert.Contains("delivery is 0.5, expected at least 1.", page, StringComparison.Ordinal);
        Assert.Contains("Everything held.", Pages.Report(Pages.One()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_mean_and_interval_over_the_seeds()
    {
        RunReport Run(ulong seed, double rmr) => Pages.One(seed: seed) with { Outcome = Results.One(seed) with { Rmr = rmr } };

        // 4.303 / sqrt(3) = 2.484.
        Assert.Contains("<td>2<small>\u00B1\u202F2.484</small></td>", Pages.Report(Run(1, 1), Run(2, 2), Run(3, 3)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_curves_hold_the_known_latencies()
    {
        JsonElement scenario = Markup.Figures(Pages.Report(Pages.One(), Pages.One(seed: 2))).GetProperty("scenarios")[0];
        JsonElement protocol = scenario.GetProperty("protocols")[0];

        double[][] within = [.. protocol.GetProperty("within").EnumerateArray().Select(point => point.EnumerateArray().Select(figure => figure.GetDouble()).ToArray())];
        Assert.Equal([50, 100], within.Select(point => point[1]));
        Assert.InRange(within[0][0], 50, 50.8);
        Assert.InRange(within[1][0], 11_000, 11_172);
        Assert.Equal([0, 50, 50], Numbers(protocol.GetProperty("hops")));
        Assert.Equal([200, 100, 150], Numbers(protocol.GetProperty("cost")));
        Assert.Equal([0, 50], Numbers(scenario.GetProperty("oracle")[0]));
    }

    [Fact]
    public void A_run_that_never_began_is_judged_but_not_drawn()
    {
        string page = Pages.Report(new RunReport(Results.Failed(), new ReportCollector()));

        Assert.Contains("1 of 1 run did not hold.", page, StringComparison.Ordinal);
        Assert.Equal(0, Markup.Figures(page).GetProperty("scenarios")[0].GetProperty("protocols").GetArrayLength());
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes()
    {
        (RunResult result, ReportCollector report, ReplayCollector replay) = Pages.Run("flood");
        (RunResult again, ReportCollector reportAgain, ReplayCollector replayAgain) = Pages.Run("flood");

        Assert.Equal(Pages.Report(new RunReport(result, report)), Pages.Report(new RunReport(again, reportAgain)));
        Assert.Equal(Pages.Replay(result, replay), Pages.Replay(again, replayAgain));
    }

    [Fact]
    public void The_replay_holds_places_messages_and_frames()
    {
        JsonElement figures = Markup.Figures(Pages.Replay(Results.One(), Pages.Told(new ReplayCollector())));

        Assert.Equal(3, figures.GetProperty("dimensions").GetInt32());
        Assert.Equal([0, 10_000, 0, 1_000], Numbers(figures.GetProperty("tracks")[1]));
        Assert.Equal("""[0,10000000,0,200,"lobby",2]""", figures.GetProperty("messages")[0].GetRawText());
        Assert.Equal([0, 0, 0, 0, 0, 1, 50_000, 1, 0, 2, 11_000_000, 2, 0, 2, 15_100_000, 2], Numbers(figures.GetProperty("showings")));
        Assert.Equal([0, 10_000_000, 40_000, 0, 1], Numbers(figures.GetProperty("bodies")).Take(5));
        Assert.Equal(0, figures.GetProperty("notes").GetArrayLength());
    }

    [Fact]
    public void Styles_and_scripts_are_small_and_written_by_hand()
    {
        string[] names = [.. typeof(ReportWriter).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("Mesh.Simulator.Report.", StringComparison.Ordinal))];
        long bytes = names.Sum(name => typeof(ReportWriter).Assembly.GetManifestResourceStream(name)!.Length);

        Assert.Equal(7, names.Length);
        Assert.InRange(bytes, 10_000, 60 * 1024);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(figure => figure.GetDouble())];

    /// <summary>Addresses that a browser would fetch; the name of SVG's name space is none.</summary>
    private static IEnumerable<string> Foreign(string page) =>
        Address().Matches(page).Select(match => match.Value).Where(address => address != "http://www.w3.org/2000/svg");

    [GeneratedRegex("(?:https?:)?//[a-z0-9.-]+\\.[a-z]{2,}[^\\s\"'<)]*|\\b(?:src|href)=\"(?!#)[^\"]*\"|@import|url\\(|\\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|import)\\s*\\(")]
    private static partial Regex Address();
}
