using Mesh.Tests.Conformance.MessagePack;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Node.Wamp;

/// <summary>npm's autobahn at two routers of one mesh.</summary>
[Trait("speed", "slow")]
public sealed class NodeClientTests
{
    private const string Library = "autobahn@22.11.1";

    [Fact]
    public async Task Autobahn_speaks_json_messagepack_and_long_poll_across_two_routers()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("mesh-autobahn-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "package.json"), "{\"private\":true}");
            string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
            (int? exitCode, _, string error) = await ForeignPeer.RunAsync(npm, ["install", "--no-audit", "--no-fund", "--ignore-scripts", Library], folder.FullName);
            Assert.SkipUnless(exitCode == 0, $"Node.js with npm and its registry are needed: {error}");

            foreach (string kind in new[] { "json", "msgpack", "longpoll" })
            {
                FakeMesh mesh = new();
                await using WampServer near = await WampServer.StartAsync(mesh);
                await using WampServer far = await WampServer.StartAsync(mesh);

                string[] lines = await RunAsync(folder.FullName, near.WebSocketUrl, far.WebSocketUrl, kind);
                Assert.Equal(Expected(kind == "longpoll" ? "wamp.2.json" : "wamp.2." + kind), lines);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Expected(string protocol) =>
    [
        $"joined [\"owner\",\"anonymous\",\"{protocol}\"]",
        "events [[\"exact\",[51,7.5,\"ü\"],{\"name\":\"drone\"},\"com.example.position\",true],"
            + "[\"prefix\",[51,7.5,\"ü\"],{\"name\":\"drone\"},\"com.example.position\",true],"
            + "[\"wildcard\",[51,7.5,\"ü\"],{\"name\":\"drone\"},\"com.example.position\",true]]",
        "acknowledged true",
        "after [\"exact\",\"wildcard\"]",
        "bad topic \"wamp.error.not_authorized\"",
        "echo [[1,1099511627776,[true,null]],{\"text\":\"ü\"}]",
        "count [\"done\",[0,1,2,3,4]]",
        "who true",
        "fail [\"com.example.no_battery\",[\"empty\"]]",
        "missing \"wamp.error.no_such_procedure\"",
        "timeout \"wamp.error.timeout\"",
        "cancelled \"wamp.error.canceled\"",
        "twice \"wamp.error.procedure_already_exists\"",
        "withdrawn \"wamp.error.no_such_procedure\"",
        "node \"anna\"",
        "bye \"closed\"",
    ];

    private static async Task<string[]> RunAsync(string folder, params string[] arguments)
    {
        string script = RepositoryFiles.PathOf("Mesh.Tests/Integration/Node/Wamp/autobahn_peer.mjs");
        (int? exitCode, string output, string error) = await ForeignPeer.RunAsync("node", [script, .. arguments], folder);
        Assert.True(exitCode == 0, $"{output}\n{error}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
