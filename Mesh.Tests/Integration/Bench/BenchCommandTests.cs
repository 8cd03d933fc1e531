using System.Text.Json;
using Mesh.Simulator.Commands;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Bench;

public sealed class BenchCommandTests
{
    /// <summary>One figure of each kind that a part measures; all of them must be positive, and nothing is said of how good they are.</summary>
    private static readonly string[] Figures =
    [
        "codec.200B.write", "codec.4KiB.read", "codec.64x200B.frame.messages",
        "sign.sign", "sign.verify",
        "link.200B.tcp.p50", "link.200B.websocket.rate", "link.4KiB.securewebsocket.p99", "link.4KiB.link.rate", "link.200B.nodes.p50", "link.4KiB.nodes.rate", "link.200B.bundles.rate",
        "chain.2.p50", "chain.5.p99", "chain.5.rate",
        "mesh.p50", "mesh.bytes/delivery.tls", "mesh.cpu/1,000 deliveries", "mesh.burst.one", "mesh.burst.all", "mesh.memory", "mesh.start.first",
        "topics.1.p50", "topics.5.p99", "topics.3.5k.p50", "topics.3.rate", "topics.3.call.p50", "topics.3.call.rate",
        "wamp.msgpack.p50", "wamp.json.turn.p50", "wamp.json.p99", "wamp.3hops.p50", "wamp.signalr.p50", "wamp.echo.p50", "wamp.msgpack.rate", "wamp.json.rate", "wamp.signalr.rate", "wamp.msgpack.50k.came", "wamp.3hops.5k.came",
        "wamp.200.p50", "wamp.200.slow.p99", "wamp.200.memory", "wamp.200.slow.memory",
        "simulator.100.messages.cpu/s", "simulator.100.links.cpu/s", "simulator.100.keepalive.cpu/s", "simulator.100.messages.frames", "simulator.100.events", "simulator.100.delivery", "simulator.100.memory",
    ];

    [Fact]
    public void Every_part_measures_and_tells_its_figures_as_json()
    {
        using TestFolder folder = new();
        string file = Path.Combine(folder.Path, "bench.json");
        StringWriter output = new();
        StringWriter error = new();
        int code = CommandLine.Run(["bench", "--quick", "--json", file], output, TextWriter.Synchronized(error));
        Assert.True(code == ExitCode.Held, error.ToString());
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement root = document.RootElement;
        Assert.Equal(["codec", "sign", "link", "chain", "mesh", "topics", "wamp", "simulator"], root.GetProperty("parts").EnumerateArray().Select(part => part.GetProperty("part").GetString()!));
        Dictionary<string, double> medians = root.GetProperty("parts").EnumerateArray()
            .SelectMany(part => part.GetProperty("figures").EnumerateArray())
            .ToDictionary(figure => figure.GetProperty("name").GetString()!, figure => figure.GetProperty("reading").GetProperty("median").GetDouble());
        Assert.All(Figures, name => Assert.True(medians.TryGetValue(name, out double median) && median > 0, $"{name} is missing or not positive"));
        Assert.NotEmpty(root.GetProperty("anchors").EnumerateArray());
        Assert.Contains("chain.5.p50", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("coffee")]
    [InlineData("1")]
    public void An_unknown_part_is_told_in_one_line(string part)
    {
        StringWriter error = new();
        Assert.Equal(ExitCode.BadInput, CommandLine.Run(["bench", part], TextWriter.Null, error));
        Assert.Equal($"mesh-sim: '{part}' is no part of the bench; there are codec, sign, link, chain, mesh, topics, wamp, simulator. See mesh-sim bench --help.", error.ToString().TrimEnd());
    }
}
