using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>The node itself as procedures and topics.</summary>
public sealed class NodeUnderMeshTests
{
    private static readonly MeshPeer Berta = new(FakeChatNode.PeerNumber(2), "berta", IsNeighbour: true, Hops: 1, ["lobby"], FakeChatNode.Noon);

    private static readonly MeshLink ToBerta =
        new(new LinkId(1), FakeChatNode.PeerNumber(2), "berta", "10.0.0.2:6374", "wlan0", Dialled: true, FakeChatNode.Noon, TimeSpan.FromMilliseconds(1.5));

    [Fact]
    public async Task The_node_is_examined_by_a_procedure()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        string answer = await client.AskAsync("""[48,1,{},"mesh.doctor"]""");
        Assert.StartsWith("[50,1,{},[{\"healthy\":false,\"findings\":[{\"code\":\"discovery-off\",\"severity\":\"problem\",\"subject\":null,", answer, StringComparison.Ordinal);
        Assert.Contains("\"facts\":{\"node\":{", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Procedures_answer_with_one_value()
    {
        await using WampStage stage = new();
        stage.Node.Peers = [Berta];
        stage.Node.Links = [ToBerta];
        stage.Node.Topology = [new TopologyLink(stage.Node.Id, Berta.Id, TimeSpan.FromMilliseconds(1.5)), new TopologyLink(Berta.Id, FakeChatNode.PeerNumber(3), null)];
        WampClient client = await stage.JoinAsync();

        string self = stage.Node.Id.ToString();
        string other = Berta.Id.ToString();
        string berta = $"{{\"peer\":\"{other}\",\"name\":\"berta\",\"neighbour\":true,\"hops\":1,\"rooms\":[\"lobby\"],\"lastHeard\":\"2026-05-04T12:00:00.250Z\"}}";
        string third = FakeChatNode.PeerNumber(3).ToString();
        string thirdShort = FakeChatNode.PeerNumber(3).ToShortString();
        string status = await client.AskAsync("""[48,1,{},"mesh.status"]""");
        Assert.StartsWith(
            $"[50,1,{{}},[{{\"peer\":\"{self}\",\"name\":\"anna\",\"network\":\"mesh\",\"listen\":[\"0.0.0.0:6374\"],\"rooms\":[\"lobby\"],\"peers\":1,\"links\":1,\"alone\":[],\"version\":\"",
            status,
            StringComparison.Ordinal);
        Assert.EndsWith("\",\"startedAt\":\"2026-05-04T12:00:00.250Z\",\"unsent\":0,\"historyBytes\":0,\"historyBytesMax\":33554432}]]", status, StringComparison.Ordinal);
        Assert.Equal($"[50,2,{{}},[[{berta}]]]", await client.AskAsync("""[48,2,{},"mesh.peers"]"""));
        Assert.Equal($"[50,3,{{}},[{{\"room\":\"lobby\",\"joined\":true,\"peers\":[{berta}]}}]]", await client.AskAsync("""[48,3,{},"mesh.presence",["lobby"]]"""));
        Assert.Equal(
            $"[50,4,{{}},[[{{\"peer\":\"{other}\",\"name\":\"berta\",\"address\":\"10.0.0.2:6374\",\"interface\":\"wlan0\",\"dialled\":true,\"since\":\"2026-05-04T12:00:00.250Z\",\"roundTripMs\":1.5}}]]]",
            await client.AskAsync("""[48,4,{},"mesh.links"]"""));
        Assert.Equal(
            $"[50,5,{{}},[{{\"nodes\":[{{\"peer\":\"{self}\",\"name\":\"anna\",\"self\":true,\"hops\":0,\"neighbour\":false}},"
                + $"{{\"peer\":\"{other}\",\"name\":\"berta\",\"self\":false,\"hops\":1,\"neighbour\":true}},"
                + $"{{\"peer\":\"{third}\",\"name\":\"{thirdShort}\",\"self\":false,\"hops\":null,\"neighbour\":false}}],"
                + $"\"links\":[{{\"from\":\"{self}\",\"to\":\"{other}\",\"roundTripMs\":1.5}},{{\"from\":\"{other}\",\"to\":\"{third}\",\"roundTripMs\":null}}]}}]]",
            await client.AskAsync("""[48,5,{},"mesh.topology"]"""));
    }

    [Fact]
    public async Task Ways_are_asked_for_by_place_or_by_name()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        PeerId self = stage.Node.Id;
        stage.Node.Way = new PeerTrace(default, WayEnd.Reached, [new PeerTraceHop(self, TimeSpan.FromMilliseconds(2), 1, TimeSpan.FromMilliseconds(1))]);
        stage.Node.Ping = peer => new MeshPing(peer, WayEnd.Reached, TimeSpan.FromMilliseconds(2), 1, null, null);

        Assert.Equal(
            $"[50,1,{{}},[{{\"peer\":\"{self}\",\"name\":\"anna\",\"message\":null,\"end\":\"reached\",\"hops\":[{{\"hop\":1,\"peer\":\"{self}\",\"name\":\"anna\",\"linkMs\":1,\"roundTripMs\":2,\"crossed\":1}}]}}]]",
            (await client.AskAsync("""[48,1,{},"mesh.trace",["anna"]]""")).Replace("1.0", "1", StringComparison.Ordinal).Replace("2.0", "2", StringComparison.Ordinal));
        Assert.Contains("\"end\":\"reached\",\"rounds\":1", await client.AskAsync("""[48,2,{},"mesh.ping",[],{"peer":"anna","count":1}]"""), StringComparison.Ordinal);
        Assert.Contains("'count' of mesh.ping is a whole number from 1 to 100", await client.AskAsync("""[48,3,{},"mesh.ping",["anna",0]]"""), StringComparison.Ordinal);
        Assert.Contains("is no peer that is here, and no message", await client.AskAsync("""[48,4,{},"mesh.trace",["zoe"]]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rooms_are_joined_left_and_spoken_in_by_place_or_by_name()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();

        Assert.Equal("[50,1,{},[\"field\"]]", await client.AskAsync("""[48,1,{},"mesh.room.join",["field"]]"""));
        Assert.Equal("[50,2,{},[[\"lobby\",\"field\"]]]", await client.AskAsync("""[48,2,{},"mesh.rooms"]"""));
        string said = await client.AskAsync("""[48,3,{},"mesh.room.say",[],{"room":"field","text":"waves","kind":"action"}]""");
        Assert.Contains("\"room\":\"field\",\"from\":\"anna\"", said, StringComparison.Ordinal);
        Assert.Contains("\"text\":\"waves\",\"truncated\":false,\"hops\":0", said, StringComparison.Ordinal);
        Assert.Equal(MessageKind.Action, Assert.Single(stage.Node.Said).Kind);
        Assert.Equal("[50,4,{},[\"field\"]]", await client.AskAsync("""[48,4,{},"mesh.room.leave",["field"]]"""));
        Assert.Equal("[50,5,{},[\"carl\"]]", await client.AskAsync("""[48,5,{},"mesh.nick",["carl"]]"""));
    }

    [Theory]
    [InlineData("""[48,1,{},"mesh.room.say",["lobby"]]""", "lacks the text 'text'")]
    [InlineData("""[48,1,{},"mesh.room.say",["lobby",7]]""", "'text' of mesh.room.say is no text")]
    [InlineData("""[48,1,{},"mesh.room.say",["lobby","x","shout"]]""", "no kind 'shout'")]
    [InlineData("""[48,1,{},"mesh.room.say",["field","x"]]""", "not in the room 'field'")]
    [InlineData("""[48,1,{},"mesh.room.leave",["field"]]""", "not in the room 'field'")]
    public async Task Wrong_arguments_are_answered_by_a_sentence(string call, string part)
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();

        string answer = await client.AskAsync(call);

        Assert.StartsWith("""[8,48,1,{},"wamp.error.invalid_argument",[""", answer, StringComparison.Ordinal);
        Assert.Contains(part, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_is_published_to_sessions_here_and_not_to_the_mesh()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        foreach ((int number, string topic) in new[] { "mesh.room.message", "mesh.peer.appeared", "mesh.peer.left", "mesh.peer.changed", "mesh.link.up", "mesh.link.down", "mesh.notice" }.Index())
        {
            await client.AskAsync($"[32,{number + 1},{{}},\"{topic}\"]");
        }

        stage.Node.Happen(new MessageReceived(FakeChatNode.Noon, FakeChatNode.From(2, "berta", "hello")));
        stage.Node.Happen(new MessageSent(FakeChatNode.Noon, FakeChatNode.From(1, "anna", "twice")));
        stage.Node.Happen(new PeerAppeared(FakeChatNode.Noon, Berta));
        stage.Node.Happen(new PeerLeft(FakeChatNode.Noon, Berta, SaidGoodbye: true));
        stage.Node.Happen(new PeerChanged(FakeChatNode.Noon, Berta, "bert"));
        stage.Node.Happen(new LinkUp(FakeChatNode.Noon, ToBerta));
        stage.Node.Happen(new LinkDown(FakeChatNode.Noon, ToBerta, "silent"));
        stage.Node.Happen(new Notice(FakeChatNode.Noon, "a-code", "A sentence."));

        foreach ((int number, string part) in new[] { "\"text\":\"hello\"", "\"name\":\"berta\"", "\"goodbye\":true", "\"formerName\":\"bert\"", "\"address\":\"10.0.0.2:6374\"", "\"reason\":\"silent\"", "\"code\":\"a-code\",\"text\":\"A sentence.\"" }.Index())
        {
            string happening = await client.ReceiveAsync();
            Assert.StartsWith($"[36,{number + 1},", happening, StringComparison.Ordinal);
            Assert.Contains(part, happening, StringComparison.Ordinal);
            Assert.EndsWith("\"at\":\"2026-05-04T12:00:00.250Z\"}]", happening, StringComparison.Ordinal);
        }

        Assert.Empty(stage.Realm.Subscriptions);
    }

    [Fact]
    public async Task A_message_that_is_too_long_for_an_event_comes_with_its_beginning()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        await client.AskAsync("""[32,1,{},"mesh.room.message"]""");

        stage.Node.Happen(new MessageReceived(FakeChatNode.Noon, FakeChatNode.From(2, "berta", new string('ü', 32_000))));

        string happening = await client.ReceiveAsync();
        Assert.Contains($"\"text\":\"{new string('ü', 28_000)}\",\"truncated\":true", happening, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_of_a_mesh_of_thousands_are_cut_to_what_fits()
    {
        await using WampStage stage = new();
        stage.Node.Peers = [.. Enumerable.Range(0, 2000).Select(number => Berta with { Id = PeerId.Read([.. BitConverter.GetBytes(number), .. new byte[PeerId.Size - sizeof(int)]]) })];
        WampClient client = await stage.JoinAsync();

        Assert.StartsWith("[50,1,", await client.AskAsync("""[48,1,{},"mesh.peers"]"""), StringComparison.Ordinal);
        Assert.StartsWith("[50,2,", await client.AskAsync("""[48,2,{},"mesh.topology"]"""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_topology_is_told_within_a_second_while_somebody_wants_to_know()
    {
        await using WampStage stage = new();
        WampClient client = await stage.JoinAsync();
        await client.AskAsync("""[32,1,{},"mesh.topology.changed"]""");
        for (int second = 0; client.IsSilent(); second++)
        {
            Assert.InRange(second, 0, 100);
            stage.Node.Peers = second % 2 == 0 ? [Berta] : [];
            stage.Time.Advance(WampLimits.TopologyInterval);
            await Task.Yield();
        }

        Assert.Contains("\"nodes\":[", await client.ReceiveAsync(), StringComparison.Ordinal);
    }
}
