using System.Globalization;
using System.Text.RegularExpressions;
using Mesh.Simulator.Report;
using Mesh.Tests.Integration.Laboratory;
using Mesh.Tests.Unit.Simulator.Report;

namespace Mesh.Tests.Integration.Report;

/// <summary>The simulator's pages in a real browser: their scripts run to the end and draw.</summary>
[Trait(LabRequirements.Needs, "chromium")]
public sealed partial class BrowserTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-sim-page").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_report_draws_every_chart_with_its_table()
    {
        (Mesh.Simulator.Runs.RunResult flood, ReportCollector floodCollected, _) = Pages.Run("flood");
        (Mesh.Simulator.Runs.RunResult tree, ReportCollector treeCollected, _) = Pages.Run("plumtree");

        string page = await OpenAsync(Pages.Report(new RunReport(flood, floodCollected), new RunReport(tree, treeCollected)));

        Assert.Equal("", Mark(page, "error"));
        Assert.Equal("8", Mark(page, "drawn"));
        Assert.Equal(8, Count(page, "<figure class=\"chart\">"));
        Assert.Equal(8, Count(page, "<summary>Figures</summary>"));
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_replay_paints_its_canvas()
    {
        (Mesh.Simulator.Runs.RunResult result, _, ReplayCollector collected) = Pages.Run("plumtree");

        string page = await OpenAsync(Pages.Replay(result, collected));

        Assert.Equal("", Mark(page, "error"));
        Assert.InRange(int.Parse(Mark(page, "painted"), CultureInfo.InvariantCulture), 2_000, int.MaxValue);
        Assert.Contains("plumtree \u00B7 seed 1 \u00B7 20 nodes", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_chooses_time_node_and_message()
    {
        string page = await OpenAsync(Pages.Replay(Unit.Simulator.Outputs.Results.One(), Pages.Told(new ReplayCollector())), "#t=25.05&node=2&message=0");

        Assert.Equal("", Mark(page, "error"));
        Assert.Contains("<output id=\"now\" for=\"time\">25.050 s</output>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Shown at</dt><dd>2 of 2</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>Altitude</dt><dd>20 m</dd>", page, StringComparison.Ordinal);
        Assert.Contains("showed message 0, 2 hops", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_step_change_the_speed_choose_messages_and_play()
    {
        const string Script = """
            <script>
            const press = (key, shiftKey) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true }));
            const seen = [], note = () => seen.push([(replay.state.t / 1e6).toFixed(3), replay.state.speed, replay.state.node, replay.state.playing].join(' '));
            replay.seek(20e6); press('ArrowRight'); note();
            press('ArrowLeft', true); note();
            press('ArrowUp'); press('ArrowUp'); press('ArrowDown'); note();
            replay.select(1); note();
            press('Escape'); press('n'); note();
            press(' '); note();
            document.documentElement.dataset.seen = seen.join('; ');
            setTimeout(() => { press(' '); document.documentElement.dataset.moved = String(replay.state.t > 10e6 && !replay.state.playing); }, 500);
            </script>
            """;
        string written = Pages.Replay(Unit.Simulator.Outputs.Results.One(), Pages.Told(new ReplayCollector())).Replace("</body>", Script + "</body>", StringComparison.Ordinal);

        string page = await OpenAsync(written, "#t=5");

        Assert.Equal("", Mark(page, "error"));
        Assert.Equal("20.100 1 -1 false; 19.100 1 -1 false; 19.100 2 -1 false; 19.100 2 1 false; 10.000 2 -1 false; 10.000 2 -1 true", Mark(page, "seen"));
        Assert.Equal("true", Mark(page, "moved"));
    }

    [Fact]
    public async Task A_hostile_name_is_shown_and_not_run()
    {
        const string Name = "</script><script>document.documentElement.dataset.error='open'</script>";
        Mesh.Simulator.Runs.RunResult result = Unit.Simulator.Outputs.Results.One(scenario: Name);

        foreach (string written in new[] { Pages.Replay(result, Pages.Told(new ReplayCollector())), Pages.Report(new RunReport(result, Pages.Told(new ReportCollector()))) })
        {
            string page = await OpenAsync(written);

            Assert.Equal("", Mark(page, "error"));
            Assert.Contains("&lt;/script&gt;&lt;script&gt;document", page, StringComparison.Ordinal);
            Assert.NotEqual("", Mark(page, "drawn"));
        }
    }

    /// <summary>Opens a page in a browser without a window and returns what its document became.</summary>
    private async Task<string> OpenAsync(string html, string fragment = "")
    {
        LabRequirements.DemandProgram("chromium", "chromium");
        string path = Path.Combine(_folder, "page.html");
        await File.WriteAllTextAsync(path, html);
        return await LabCommand.RunAsync(
            "chromium",
            ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", $"--user-data-dir={Path.Combine(_folder, "profile")}", "--window-size=1200,800", "--virtual-time-budget=2000", "--dump-dom", new Uri(path).AbsoluteUri + fragment]);
    }

    /// <summary>A mark that the page's script left on its root; empty when it left none.</summary>
    private static string Mark(string page, string name) => Root().Match(page).Groups["marks"].Value is var marks && Regex.Match(marks, $"data-{name}=\"(?<value>[^\"]*)\"") is { Success: true } mark ? mark.Groups["value"].Value : "";

    private static int Count(string page, string what) => page.Split(what).Length - 1;

    [GeneratedRegex("<html(?<marks>[^>]*)>")]
    private static partial Regex Root();
}
