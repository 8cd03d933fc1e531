using System.Text.RegularExpressions;
using Mesh.Node.Metrics;
using Mesh.Tests.Integration.Hosting;

namespace Mesh.Tests.Integration.Web;

/// <summary>The node's figures for Prometheus: the format, the names that docs/running.md tells, and who may see them.</summary>
public sealed partial class MetricsTests : IAsyncDisposable
{
    private const string Open = "Accept: application/openmetrics-text; version=1.0.0";

    private readonly NodeBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Counts_are_told_from_the_node_s_start_and_each_node_tells_its_own()
    {
        NodeMeters annas = new();
        NodeMeters berts = new();
        (MeshNode anna, _) = await TalkAsync(annas, berts, messages: 3);
        await using OpenPage annasPage = await OpenPage.StartAsync(parts: parts => parts with { Meters = annas });
        await using OpenPage bertsPage = await OpenPage.StartAsync(parts: parts => parts with { Meters = berts });

        await NodeBench.UntilAsync(() => anna.Peers.Count == 1, "anna knows bert");
        MetricsText told = await UntilAsync(annasPage, text => text.ValueOf("mesh_peers") == 1);
        MetricsText other = await UntilAsync(bertsPage, text => text.ValueOf("mesh_peers") == 1);

        Assert.Equal((3, 0), (told.ValueOf("mesh_messages_published_total"), told.ValueOf("mesh_messages_delivered_total")));
        Assert.Equal((0, 3), (other.ValueOf("mesh_messages_published_total"), other.ValueOf("mesh_messages_delivered_total")));
        Assert.Equal((0, 1), (told.ValueOf("mesh_dials_total", ("outcome", "linked")), other.ValueOf("mesh_dials_total", ("outcome", "linked"))));
        Assert.Equal((1, 1, 1), (told.ValueOf("mesh_links"), told.ValueOf("mesh_neighbours"), told.ValueOf("mesh_rooms")));
        Assert.True(told.ValueOf("mesh_frames_received_total") > 0);
        Assert.True(told.ValueOf("mesh_bundles_held") > 3);
    }

    [Fact]
    public async Task Round_trips_have_buckets_and_both_formats_tell_the_same()
    {
        NodeMeters meters = new();
        await TalkAsync(meters, new NodeMeters(), messages: 1);
        await using OpenPage page = await OpenPage.StartAsync(parts: parts => parts with { Meters = meters });
        MetricsText plain = await UntilAsync(page, text => text.Families.ContainsKey("mesh_link_round_trip_seconds"));
        Assert.Equal("histogram", plain.Families["mesh_link_round_trip_seconds"].Type);
        Assert.Equal(
            ["0.001", "0.002", "0.005", "0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "+Inf"],
            plain.Families["mesh_link_round_trip_seconds"].Samples.Where(sample => sample.Labels.ContainsKey("le")).Select(sample => sample.Labels["le"]));

        (int status, string body, HttpResponseMessage response) = await page.AskAsync(HttpMethod.Get, "metrics", headers: Open);
        Assert.Equal((200, "application/openmetrics-text"), (status, response.Content.Headers.ContentType!.MediaType));
        var open = MetricsText.Read(body, isOpen: true);
        Assert.Equal(plain.Families.Keys.Select(Plain).Order(StringComparer.Ordinal), open.Families.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("seconds", open.Families["mesh_link_round_trip_seconds"].Words["UNIT"]);
        Assert.Equal("bytes", open.Families["mesh_link_received_bytes"].Words["UNIT"]);
    }

    [Fact]
    public async Task Only_the_owner_sees_them()
    {
        await using OpenPage page = await OpenPage.StartAsync(settings => settings with { NeedsToken = true });
        Assert.Equal(401, (await page.AskAsync(HttpMethod.Get, "metrics")).Status);
        Assert.Equal(401, (await page.AskAsync(HttpMethod.Get, $"metrics?token={page.Token}")).Status);
        Assert.Equal(421, (await page.AskAsync(HttpMethod.Get, "metrics", headers: "Host: evil.example")).Status);
        Assert.Equal(403, (await page.AskAsync(HttpMethod.Get, "metrics", headers: [$"Authorization: Bearer {page.Token}", "Origin: https://evil.example"])).Status);
        Assert.Equal(403, (await page.AskAsync(HttpMethod.Get, "metrics", headers: $"Authorization: Bearer {await GuestAsync(page)}")).Status);

        (int status, string body, HttpResponseMessage response) = await page.AskAsync(HttpMethod.Get, "metrics", headers: $"Authorization: Bearer {page.Token}");
        Assert.Equal(200, status);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        MetricsText.Read(body, isOpen: false);
    }

    /// <summary>The table of docs/running.md and what a node tells, name by name, type by type, label by label.</summary>
    [Fact]
    public async Task The_table_in_the_documents_holds_what_is_told_and_nothing_else()
    {
        NodeMeters meters = new();
        await TalkAsync(meters, new NodeMeters(), messages: 1, mdns: true);
        await using OpenPage page = await OpenPage.StartAsync(parts: parts => parts with { Meters = meters });
        MetricsText told = await UntilAsync(page, text => text.Families.ContainsKey("mesh_link_round_trip_seconds"));
        string[] rows =
        [
            .. TableRow().Matches(await File.ReadAllTextAsync(RepositoryFiles.PathOf("docs/running.md"), TestContext.Current.CancellationToken))
                .Select(row => $"{row.Groups["name"].Value} {row.Groups["type"].Value} {string.Join(' ', LabelName().Matches(row.Groups["labels"].Value).Select(label => label.Groups[1].Value))}".TrimEnd())
                .Order(StringComparer.Ordinal),
        ];

        // Exceptions and collections are told from the first on.
        string[] found = [.. told.Families.Values.Where(family => family.Name != "dotnet_exceptions_total").Select(family => $"{family.Name} {family.Type} {string.Join(' ', family.Labels)}".TrimEnd()).Order(StringComparer.Ordinal)];
        Assert.Equal(found, rows.Where(row => !row.StartsWith("dotnet_exceptions_total ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("# TYPE a counter\n# HELP a A.\na 1\n")]
    [InlineData("# TYPE a gauge\n# HELP a A.\na 1\na 2\n")]
    [InlineData("# TYPE a gauge\na 1\n")]
    [InlineData("# TYPE a gauge\n# HELP a A.\nb 1\n")]
    [InlineData("# TYPE a gauge\n# HELP a A.\na{b=\"c\",b=\"d\"} 1\n")]
    [InlineData("# TYPE a gauge\n# HELP a A.\na{b=\"c\"d=\"d\"} 1\n")]
    [InlineData("# TYPE a gauge\n# HELP a A.\na one\n")]
    [InlineData("# TYPE a gauge\n# HELP a A.\na 1")]
    [InlineData("# TYPE a_total counter\n# HELP a_total A.\na_total -1\n")]
    [InlineData("# TYPE a histogram\n# HELP a A.\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n")]
    [InlineData("# TYPE a histogram\n# HELP a A.\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n")]
    public void The_reader_of_the_tests_refuses_what_the_format_forbids(string text) =>
        Assert.Throws<FormatException>(() => MetricsText.Read(text, isOpen: false));

    private static string Plain(string name) => name.EndsWith("_total", StringComparison.Ordinal) ? name[..^"_total".Length] : name;

    private static async Task<string> GuestAsync(OpenPage page)
    {
        string owner = $"Authorization: Bearer {page.Token}";
        string invited = await page.CommandAsync("""{"do":"invite","room":"lobby"}""", owner);
        string invite = InviteToken().Match(invited).Groups[1].Value;
        (_, string joined, _) = await page.AskAsync(HttpMethod.Post, "join", $$"""{"invite":"{{invite}}","name":"Lena"}""");
        return GuestToken().Match(joined).Groups[1].Value;
    }

    private async Task<(MeshNode Anna, MeshNode Bert)> TalkAsync(NodeMeters annas, NodeMeters berts, int messages, bool mdns = false)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        MeshOptions options = NodeBench.Options("anna") with { MeterFactory = annas };
        MeshNode anna = await _bench.StartAsync(options with { Discovery = options.Discovery with { Mdns = mdns, Interfaces = ["lo"] } });
        MeshNode bert = await _bench.StartAsync(NodeBench.Options("bert", anna) with { MeterFactory = berts });
        MeshRoom room = await anna.JoinAsync("lobby", token);
        await using IAsyncEnumerator<RoomMessage> read = (await bert.JoinAsync("lobby", token)).ReadAllAsync(cancellationToken: token).GetAsyncEnumerator(token);
        for (int number = 0; number < messages; number++)
        {
            await room.SendAsync($"{number}", cancellationToken: token);
            await NodeBench.NextAsync(read);
        }

        return (anna, bert);
    }

    private static async Task<MetricsText> UntilAsync(OpenPage page, Func<MetricsText, bool> holds)
    {
        MetricsText? text = null;
        for (int tries = 0; text is null || !holds(text); tries++)
        {
            Assert.True(tries < 100, "What is told did not come to what was waited for.");
            await Task.Delay(tries == 0 ? 0 : 200, TestContext.Current.CancellationToken);
            text = MetricsText.Read(await page.GetAsync("metrics"), isOpen: false);
        }

        return text;
    }

    [GeneratedRegex("""^\| `(?<name>[a-z_]+)` \| (?<type>counter|gauge|histogram) \|(?<labels>[^|]*)\|""", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`([a-z_]+)`:|`([a-z_]+)`$")]
    private static partial Regex LabelName();

    [GeneratedRegex("\"token\":\"([^\"]+)\"")]
    private static partial Regex GuestToken();

    [GeneratedRegex("#([A-Za-z0-9_-]{16,})")]
    private static partial Regex InviteToken();
}
