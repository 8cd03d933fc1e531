using Mesh.Node.Wamp;
using Mesh.Tests.Conformance.MessagePack;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Node.Wamp;

/// <summary>Debian's python3-autobahn at two routers of one mesh.</summary>
[Trait("speed", "slow")]
public sealed class PythonClientTests
{
    private const string Python = "/usr/bin/python3";

    [Theory]
    [InlineData("json")]
    [InlineData("msgpack")]
    public async Task Autobahn_publishes_subscribes_registers_and_calls_across_two_routers(string serialization)
    {
        FakeMesh mesh = new();
        await using WampServer near = await WampServer.StartAsync(mesh);
        await using WampServer far = await WampServer.StartAsync(mesh);

        string[] lines = await RunAsync(near.WebSocketUrl, far.WebSocketUrl, serialization);
        Assert.Equal(Expected("joined [\"owner\", \"anonymous\"]"), lines);
    }

    [Fact]
    public async Task Autobahn_shows_a_ticket_where_it_is_unknown()
    {
        FakeMesh mesh = new();
        WampOptions options = new() { IsTicket = ticket => ticket == "secret" };
        await using WampServer near = await WampServer.StartAsync(mesh, WampRole.Nobody, options);
        await using WampServer far = await WampServer.StartAsync(mesh, WampRole.Nobody, options);

        string[] lines = await RunAsync(near.WebSocketUrl, far.WebSocketUrl, "msgpack", "secret");
        Assert.Equal(Expected("joined [\"owner\", \"ticket\"]"), lines);
        lines = await RunAsync(near.WebSocketUrl, far.WebSocketUrl, "json", "wrong");
        Assert.Equal(["refused \"wamp.error.authentication_denied\""], lines);
    }

    private static string[] Expected(string joined) =>
    [
        joined,
        "events [[\"exact\", [51, 7.5, \"00ff\", \"\\u00fc\"], {\"name\": \"drone\"}, \"com.example.position\"], "
            + "[\"prefix\", [51, 7.5, \"00ff\", \"\\u00fc\"], {\"name\": \"drone\"}, \"com.example.position\"], "
            + "[\"wildcard\", [51, 7.5, \"00ff\", \"\\u00fc\"], {\"name\": \"drone\"}, \"com.example.position\"]]",
        "acknowledged true",
        "after [\"exact\", \"wildcard\"]",
        "own \"included\"",
        "bad topic \"wamp.error.not_authorized\"",
        "echo [[1, 1099511627776, [true, null], \"01\"], {\"text\": \"\\u00fc\"}]",
        "count [\"done\", [0, 1, 2, 3, 4]]",
        "fail [\"com.example.no_battery\", [\"empty\"]]",
        "missing \"wamp.error.no_such_procedure\"",
        "timeout \"wamp.error.timeout\"",
        "interrupt \"interrupted\"",
        "twice \"wamp.error.procedure_already_exists\"",
        "withdrawn \"wamp.error.no_such_procedure\"",
        "node \"anna\"",
        "bye true",
    ];

    private static async Task<string[]> RunAsync(params string[] arguments)
    {
        (int? exitCode, _, string missing) = await ForeignPeer.RunAsync(Python, ["-c", "import autobahn, msgpack"], Path.GetTempPath());
        Assert.SkipUnless(exitCode == 0, $"python3-autobahn and python3-msgpack are needed: {missing}");

        string script = RepositoryFiles.PathOf("Mesh.Tests/Integration/Node/Wamp/autobahn_peer.py");
        (exitCode, string output, string error) = await ForeignPeer.RunAsync(Python, [script, .. arguments], Path.GetTempPath());
        Assert.True(exitCode == 0, $"{output}\n{error}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
