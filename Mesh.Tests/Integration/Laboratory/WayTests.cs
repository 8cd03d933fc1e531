using System.Text.Json;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>"mesh ping", "trace", "map" and "status" across five hosts in a row of which only neighbours hear each other.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class WayTests(SharedGroup shared) : IClassFixture<SharedGroup>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Ping_of_the_last_tells_each_hop_of_the_chain()
    {
        MeshGroup group = await ChainAsync();
        (int code, JsonElement ping) = await AskAsync(group[0], "ping", "h5", "--count", "5", "--interval", "0.2");
        JsonElement[] hops = [.. ping.GetProperty("hops").EnumerateArray()];
        Assert.Equal((0, "reached"), (code, ping.GetProperty("end").GetString()));
        Assert.Equal(["h2", "h3", "h4", "h5"], hops.Select(hop => hop.GetProperty("name").GetString()));
        Assert.All(hops, hop => Assert.Equal(5, hop.GetProperty("sent").GetInt32()));
        Assert.All(hops, hop => Assert.InRange(hop.GetProperty("bestMs").GetDouble(), 0.05, 1_000));
    }

    [Fact]
    public async Task Trace_of_the_last_and_of_its_message_are_the_chain()
    {
        MeshGroup group = await ChainAsync();
        (int code, JsonElement trace) = await AskAsync(group[0], "trace", "h5");
        Assert.Equal((0, "reached"), (code, trace.GetProperty("end").GetString()));
        Assert.Equal(["h2", "h3", "h4", "h5"], trace.GetProperty("hops").EnumerateArray().Select(hop => hop.GetProperty("name").GetString()));

        await group[4].SayAsync("from the far end");
        LabLine shown = await group[0].WaitForMessageAsync("from the far end", MeshGroup.Patience);
        foreach (string named in (string[])["last", "lobby", "lobby:1", shown.Field("id")!])
        {
            (code, JsonElement history) = await AskAsync(group[0], "trace", named);
            JsonElement[] hops = [.. history.GetProperty("hops").EnumerateArray()];
            Assert.Equal((0, "reached"), (code, history.GetProperty("end").GetString()));
            Assert.Equal(["h1", "h2", "h3", "h4", "h5"], hops.Select(hop => hop.GetProperty("name").GetString()));
            Assert.Equal([4, 3, 2, 1, 0], hops.Select(hop => hop.GetProperty("crossed").GetInt32()));
            Assert.Equal([.. Enumerable.Repeat("pushed", 4), "written"], hops.Select(hop => hop.GetProperty("manner").GetString()));
        }
    }

    [Fact]
    public async Task Map_shows_the_chain_and_status_the_links_of_the_middle()
    {
        MeshGroup group = await ChainAsync();
        (int Code, JsonElement Answer) map;
        do
        {
            await Task.Delay(Second);
            map = await AskAsync(group[2], "map");
        }
        while (map.Answer.GetProperty("links").GetArrayLength() < 4);

        Dictionary<string, string> names = map.Answer.GetProperty("nodes").EnumerateArray().ToDictionary(node => node.GetProperty("peer").GetString()!, node => node.GetProperty("name").GetString()!);
        string[] links = [.. map.Answer.GetProperty("links").EnumerateArray().Select(link => string.Join('-', new[] { names[link.GetProperty("from").GetString()!], names[link.GetProperty("to").GetString()!] }.Order()))];
        Assert.Equal(["h1-h2", "h2-h3", "h3-h4", "h4-h5"], links.Order());

        JsonElement status = (await AskAsync(group[2], "status")).Answer;
        Assert.Equal((2, 2), (status.GetProperty("neighbours").GetInt32(), status.GetProperty("further").GetInt32()));
        Assert.All(status.GetProperty("links").EnumerateArray(), link => Assert.InRange(link.GetProperty("bytesSent").GetInt64(), 100, 1_000_000));
    }

    [Fact]
    public async Task Nobody_of_that_name_is_a_mistake_and_nobody_of_that_identity_a_result()
    {
        MeshGroup group = await ChainAsync();
        (int code, string output, string error) = await RunAsync(group[0], "ping", "h9");
        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith("mesh: Nobody who is here is called 'h9'", error, StringComparison.Ordinal);
        (code, output, _) = await RunAsync(group[0], "ping", new PeerId(new Id128(1, 2)).ToString());
        Assert.Equal(1, code);
        Assert.EndsWith("is not here (any more).\n", output, StringComparison.Ordinal);
    }

    // A loaded machine loses links for moments, and with them what is asked just then: whoever looks around asks again.
    private static async Task<(int Code, JsonElement Answer)> AskAsync(MeshHost host, params string[] arguments)
    {
        for (long start = System.Diagnostics.Stopwatch.GetTimestamp(); ;)
        {
            (int code, string output, string error) = await RunAsync(host, [.. arguments, "--json"]);
            Assert.True(output.Length > 0, error);
            if (code == 0 || System.Diagnostics.Stopwatch.GetElapsedTime(start) > MeshGroup.Patience)
            {
                return (code, JsonDocument.Parse(output.TrimEnd('\n').Split('\n')[^1]).RootElement.Clone());
            }

            await Task.Delay(Second);
        }
    }

    // The control socket is a file: whoever shares the host's files reaches it from outside of its network.
    private static async Task<(int Code, string Output, string Error)> RunAsync(MeshHost host, params string[] arguments)
    {
        LabLine ready = host.Process.Output.Since().First(line => line.Event == "ready");
        return await LabCommand.TryAsync(MeshHost.Dotnet, [MeshHost.Program, .. arguments, "--data", ready.Field("data")!]);
    }

    private Task<MeshGroup> ChainAsync() => shared.GetAsync(() => MeshGroup.StartAsync(5, (air, hosts) => air.Line(hosts)));
}
