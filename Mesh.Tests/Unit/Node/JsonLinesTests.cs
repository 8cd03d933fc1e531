using Mesh.Node.Lines;

namespace Mesh.Tests.Unit.Node;

/// <summary>Golden lines: keys and order are a contract that programs rely on.</summary>
public sealed class JsonLinesTests
{
    private const string Anna = "aeaq-caib-aeaq-caib-aeaq-caib-ae";
    private const string Ben = "aiba-eaqc-aiba-eaqc-aiba-eaqc-ai";

    private static readonly JsonLines Lines = new();

    private static readonly MeshLink Link = new(new LinkId(3), FakeChatNode.PeerNumber(2), "ben", "169.254.7.2:6374", "wlan0", Dialled: true, FakeChatNode.Noon, TimeSpan.FromMilliseconds(1.5));

    private static readonly MeshPeer Peer = new(FakeChatNode.PeerNumber(2), "ben", IsNeighbour: true, 1, ["lobby", "ops"], FakeChatNode.Noon);

    [Fact]
    public void Ready_tells_who_and_where()
    {
        NodeStatus status = new(FakeChatNode.PeerNumber(1), "anna", "mesh", ["0.0.0.0:6374", "[::]:6374"], ["lobby"], "/home/anna/mesh", null, "http://localhost:6375/");
        Assert.Equal(
            $$"""{"event":"ready","peer":"{{Anna}}","name":"anna","listen":["0.0.0.0:6374","[::]:6374"],"network":"mesh","rooms":["lobby"],"data":"/home/anna/mesh","control":null,"page":"http://localhost:6375/"}""",
            Text(Lines.Ready(status)));
    }

    [Fact]
    public void A_message_keeps_its_exact_text()
    {
        RoomMessage message = FakeChatNode.From(2, "Bén", "a\"b\\c\n漢字 😀 \u001b[2J \u202e \u2028 </tag>&'+", MessageKind.Action);
        Assert.Equal(
            $$"""{"event":"message","room":"lobby","from":"Bén","peer":"{{Ben}}","id":"{{message.Id}}","text":"a\"b\\c\n漢字 😀 \u001b[2J \u202e \u2028 </tag>&'+","hops":2,"sentAt":"2026-05-04T12:00:00.250Z","receivedAt":"2026-05-04T12:00:00.263Z","kind":"action"}""",
            Text(Lines.Of(new MessageReceived(FakeChatNode.Noon, message))));
    }

    [Fact]
    public void A_message_can_be_read_back_by_any_reader_of_json()
    {
        string all = string.Concat(Enumerable.Range(0, 0xD800).Concat(Enumerable.Range(0xE000, 0x2000)).Select(c => (char)c)) + "😀";
        using System.Text.Json.JsonDocument document = System.Text.Json.JsonDocument.Parse(JsonLines.Message(FakeChatNode.From(2, "ben", all)));
        Assert.Equal(all, document.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void A_line_has_neither_line_ends_nor_lone_surrogates()
    {
        string line = JsonLines.Message(FakeChatNode.From(2, "b\r\n", "\ud800x\n\u0085\u2029"));
        Assert.DoesNotContain(line, c => char.IsControl(c) || c is '\u2028' or '\u2029' || char.IsSurrogate(c));
        Assert.Contains("\uFFFDx", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Own_lines_are_queued_and_then_sent()
    {
        RoomMessage own = FakeChatNode.From(1, "anna", "hi") with { IsOwn = true };
        string rest = $$""","room":"lobby","id":"{{own.Id}}","text":"hi","kind":"text","from":"anna","peer":"{{Anna}}"}""";
        Assert.Equal("""{"event":"queued" """.TrimEnd() + rest, Text(Lines.Queued(own)));
        Assert.Equal("""{"event":"sent" """.TrimEnd() + rest, Text(Lines.Of(new MessageSent(FakeChatNode.Noon, own))));
    }

    [Fact]
    public void Links_tell_where_and_why()
    {
        string fields = $$"""
            "peer":"{{Ben}}","name":"ben","address":"169.254.7.2:6374","interface":"wlan0","dialled":true,"since":"2026-05-04T12:00:00.250Z","roundTripMs":1.5
            """;
        Assert.Equal($$"""{"event":"link-up",{{fields}},"reason":null,"at":"2026-05-04T12:00:00.250Z"}""", Text(Lines.Of(new LinkUp(FakeChatNode.Noon, Link))));
        Assert.Equal($$"""{"event":"link-down",{{fields}},"reason":"It went silent.","at":"2026-05-04T12:00:00.250Z"}""", Text(Lines.Of(new LinkDown(FakeChatNode.Noon, Link, "It went silent."))));
    }

    [Fact]
    public void An_unknown_interface_and_round_trip_are_null()
    {
        string line = Text(Lines.Of(new LinkUp(FakeChatNode.Noon, Link with { Interface = null, RoundTrip = null })));
        Assert.Contains("\"interface\":null,", line, StringComparison.Ordinal);
        Assert.Contains("\"roundTripMs\":null,", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Peers_come_change_and_go()
    {
        string fields = $$"""{"event":"peer-?","peer":"{{Ben}}","name":"ben","neighbour":true,"hops":1,"rooms":["lobby","ops"],"lastHeard":"2026-05-04T12:00:00.250Z",""";
        const string At = """
            "at":"2026-05-04T12:00:00.250Z"}
            """;
        Assert.Equal(fields.Replace("?", "appeared", StringComparison.Ordinal) + At, Text(Lines.Of(new PeerAppeared(FakeChatNode.Noon, Peer))));
        Assert.Equal(fields.Replace("?", "left", StringComparison.Ordinal) + "\"goodbye\":true," + At, Text(Lines.Of(new PeerLeft(FakeChatNode.Noon, Peer, SaidGoodbye: true))));
        Assert.Equal(fields.Replace("?", "changed", StringComparison.Ordinal) + "\"formerName\":\"bob\"," + At, Text(Lines.Of(new PeerChanged(FakeChatNode.Noon, Peer, "bob"))));
    }

    [Fact]
    public void Being_alone_has_codes_and_advice()
    {
        AloneReason reason = new(AloneCause.OnlyLoopback, null, "There is only lo.", "Plug in a cable.");
        Assert.Equal(
            """{"event":"alone","reasons":[{"code":"only-loopback","interface":null,"sentence":"There is only lo.","advice":"Plug in a cable."}],"at":"2026-05-04T12:00:00.250Z"}""",
            Text(Lines.Of(new Alone(FakeChatNode.Noon, [reason]))));
    }

    [Fact]
    public void The_small_events_have_their_names()
    {
        Assert.Equal("""{"event":"notice","code":"key-copied","text":"Your key was copied.","at":"2026-05-04T12:00:00.250Z"}""", Text(Lines.Of(new Notice(FakeChatNode.Noon, "key-copied", "Your key was copied."))));
        Assert.Equal("""{"event":"error","message":"Nobody."}""", Text(Lines.Error("Nobody.")));
        Assert.Equal("""{"event":"joined","room":"ops"}""", Text(Lines.Joined("ops")));
        Assert.Equal("""{"event":"left","room":"ops"}""", Text(Lines.Left("ops")));
        Assert.Equal("""{"event":"renamed","name":"eva"}""", Text(Lines.Renamed("eva")));
        Assert.Equal("""{"event":"rooms","rooms":["lobby"]}""", Text(Lines.Rooms(["lobby"])));
        Assert.Equal("""{"event":"bye"}""", Text(Lines.Bye()));
    }

    [Fact]
    public void Every_cause_of_being_alone_has_a_kebab_case_code()
    {
        Assert.All(Enum.GetNames<AloneCause>(), name => Assert.Matches("^[a-z]+(-[a-z]+)*$", JsonLines.KebabCase(name)));
    }

    private static string Text(IReadOnlyList<ChatLine> lines)
    {
        ChatLine line = Assert.Single(lines);
        Assert.False(line.IsNote);
        return line.Text;
    }
}
