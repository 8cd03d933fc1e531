using Mesh.Node.Slides;
using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class SlideNewsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly StagedNode _node = new("bert", "lobby", "ridge");
    private readonly ChatModel _model = new(TimeZoneInfo.Utc);
    private readonly SlideNews _slides;
    private readonly MeshNews _news;
    private string? _page = "http://127.0.0.1:6375/";
    private int _second;

    public SlideNewsTests()
    {
        _slides = new SlideNews(_model, () => _page);
        _news = new MeshNews(_node, _model, _slides);
        _news.Refresh();
    }

    [Fact]
    public void Slides_of_somebody_are_told_once_and_their_turns_never()
    {
        Receive(Slides("# Mesh\n---\ntwo\n---\nthree"));
        Receive(Turn(2));
        Receive(Turn(3));
        Assert.Equal(["anna shows 3 slides: Mesh; the page (http://127.0.0.1:6375/) follows, or /slides to read here"], Rows());
        Receive(Turn(0));
        Assert.Equal("anna ended the slides: Mesh", Rows()[^1]);
        Assert.Equal(2, _model.Current.Count);
    }

    [Fact]
    public void Without_a_page_the_sentence_names_none()
    {
        _page = null;
        Receive(Slides("one"));
        Assert.Equal(["anna shows 1 slide: slides without a title; the page of a node follows, or /slides to read here"], Rows());
    }

    [Fact]
    public void Who_wants_to_reads_every_slide_until_it_is_enough()
    {
        Receive(Slides("# Mesh\n- one\n---\n## Two *laptops*\n---\nthree"));
        _slides.Toggle(Noon);
        Receive(Turn(2));
        _slides.Toggle(Noon);
        Receive(Turn(3));
        Assert.Equal(
            [
                "You read the slides here; /slides stops that.",
                "── Mesh · 1 of 3 ──\nMESH\n• one",
                "── Mesh · 2 of 3 ──\nTWO LAPTOPS",
                "Slides are not read out here any more; /slides does it again.",
            ],
            Texts().Skip(1));
    }

    [Fact]
    public void Who_wants_to_read_before_there_are_slides_reads_them_when_they_come()
    {
        _slides.Toggle(Noon);
        Receive(Slides("# Mesh"));
        Assert.Equal(
            ["Nobody shows slides here; when somebody does you read them here. /slides stops that.", "shows 1 slide: Mesh; the page (http://127.0.0.1:6375/) follows", "── Mesh · 1 of 1 ──\nMESH"],
            Texts());
    }

    [Fact]
    public void Slides_in_another_room_are_counted_there_and_read_there()
    {
        Receive(Slides("# Mesh") with { Room = "ridge" });
        Assert.Equal((0, 1), (_model.Rooms[0].Count, _model.Rooms[1].Unread));
    }

    [Fact]
    public void Own_slides_say_how_to_turn_them_whoever_began_them()
    {
        _news.On(new MessageQueued(Noon, Slides("# Mesh\n---\ntwo") with { IsOwn = true, From = _node.Id, FromName = "bert" }));
        Assert.Equal(["bert shows 2 slides: Mesh; the page (http://127.0.0.1:6375/) follows, and /turn next, back, NUMBER or end turns them"], Rows());
    }

    [Fact]
    public void Slides_that_cannot_be_shown_are_told_with_the_reason()
    {
        Receive(Slides(string.Concat(Enumerable.Repeat("\n---\n", Deck.SlidesMax)) + "x"));
        Assert.Equal(["sent slides that cannot be shown. There are 501 slides; at most 500 are shown, so show them in parts."], Texts());
    }

    [Fact]
    public void What_waits_for_a_link_is_known_until_it_left_and_is_bounded()
    {
        UnseenSend first = _model.Unseen.Add(MessageKind.Slides, "/present talk.md");
        UnseenSend second = _model.Unseen.Add(MessageKind.Turn, "/turn next");
        Assert.Equal(["/present talk.md", "/turn next"], _model.Waiting);
        RoomMessage turn = Turn(2);
        second.Id = turn.Id;
        _news.On(new MessageSent(Noon, turn));
        _news.On(new MessageSent(Noon, Slides("early news")));
        Assert.Null(first.Id);
        Assert.Empty(_model.Waiting);
        for (int i = 0; i < UnseenSends.SendsMax + 10; i++)
        {
            _model.Unseen.Add(MessageKind.Turn, $"/turn {i}");
        }

        Assert.Equal((UnseenSends.SendsMax, "/turn 10"), (_model.Waiting.Count(), _model.Waiting.First()));
    }

    private RoomMessage Slides(string markdown) => StagedNode.Message(2, "anna", markdown, Noon.AddSeconds(_second++), number: 1) with { Kind = MessageKind.Slides };

    private RoomMessage Turn(int slide) =>
        StagedNode.Message(2, "anna", new PageTurn(StagedNode.Number((2 << 16) | 1), slide).ToString(), Noon.AddSeconds(_second++), number: 100 + _second) with { Kind = MessageKind.Turn };

    private void Receive(RoomMessage message) => _news.On(new MessageReceived(Noon, message));

    private string[] Texts() => [.. Enumerable.Range(0, _model.Current.Count).Select(i => _model.Current[i].Text)];

    private string[] Rows() => [.. Enumerable.Range(0, _model.Current.Count).Select(i => string.Join(' ', _model.Current[i].RowsAt(1_000, isAligned: true)))];
}
