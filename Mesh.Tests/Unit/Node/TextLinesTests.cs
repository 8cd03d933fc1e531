using Mesh.Node.Lines;

namespace Mesh.Tests.Unit.Node;

/// <summary>Messages as lines for people: guests are named with their host, slides are told, turned pages are not.</summary>
public sealed class TextLinesTests
{
    private static readonly TextLines Lines = new();

    [Theory]
    [InlineData(MessageKind.Text, null, "hi", "[lobby] anna: hi")]
    [InlineData(MessageKind.Action, null, "waves", "[lobby] * anna waves")]
    [InlineData(MessageKind.Text, "Lena", "hi", "[lobby] Lena (guest of anna): hi")]
    [InlineData(MessageKind.Action, "Le\u001bna", "waves", "[lobby] * Lena (guest of anna) waves")]
    [InlineData(MessageKind.Slides, null, "# one\n---\n# two\n\n---\n# three", "[lobby] * anna shows 3 slides; open the page to follow")]
    [InlineData(MessageKind.Slides, null, "# one", "[lobby] * anna shows 1 slide; open the page to follow")]
    [InlineData(MessageKind.Turn, null, "abc 2", null)]
    public void A_message_is_one_line_or_none(MessageKind kind, string? guest, string text, string? line)
    {
        RoomMessage message = FakeChatNode.From(1, "anna", text, kind) with { Guest = guest };
        Assert.Equal(line is null ? [] : [line], Lines.Of(new MessageReceived(FakeChatNode.Noon, message)).Select(shown => shown.Text));
        Assert.Equal(line is null ? [] : [line], Lines.Of(new MessageQueued(FakeChatNode.Noon, message)).Select(shown => shown.Text));
    }

    [Fact]
    public void In_json_a_guest_is_named_where_one_wrote()
    {
        RoomMessage message = FakeChatNode.From(1, "anna", "hi") with { Guest = "Lena" };
        Assert.EndsWith(",\"kind\":\"text\",\"guest\":\"Lena\"}", JsonLines.Message(message), StringComparison.Ordinal);
        Assert.EndsWith(",\"guest\":\"Lena\"}", Assert.Single(new JsonLines().Of(new MessageQueued(FakeChatNode.Noon, message))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("guest", JsonLines.Message(message with { Guest = null }), StringComparison.Ordinal);
    }
}
