using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class ChatModelTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly StagedNode _node = new("bert", "lobby", "ridge");
    private readonly ChatModel _model = new(TimeZoneInfo.Utc);
    private readonly MeshNews _news;

    public ChatModelTests()
    {
        _news = new MeshNews(_node, _model, new SlideNews(_model, () => null));
        _news.Refresh();
    }

    [Fact]
    public void A_message_in_another_room_is_counted_and_marked_as_new_when_the_room_is_shown()
    {
        Receive(2, "anna", "first", "ridge");
        Receive(2, "anna", "bert?", "ridge");
        Assert.Equal((2, true), (_model.Rooms[1].Unread, _model.Rooms[1].HasMention));
        _model.Step(1);
        Assert.Equal(("ridge", 0, false), (_model.Current.Name, _model.Current.Unread, _model.Current.HasMention));
    }

    [Fact]
    public void An_own_line_is_queued_until_it_left_and_never_claims_more()
    {
        RoomLine line = _model.AddOwn(_model.Current, MessageKind.Text, "hello", Noon);
        Assert.Equal(SendMark.Queued, line.Mark);
        RoomMessage sent = Own("hello", 7);
        _model.OnNumbered(line, sent.Id);
        Assert.Equal(SendMark.Queued, line.Mark);
        _news.On(new MessageSent(Noon, sent));
        Assert.Equal(SendMark.Left, line.Mark);
        Assert.Equal([SendMark.None, SendMark.Queued, SendMark.Left, SendMark.Refused], Enum.GetValues<SendMark>());
    }

    [Fact]
    public void News_of_an_own_line_before_its_number_finds_it_by_its_text()
    {
        RoomLine line = _model.AddOwn(_model.Current, MessageKind.Text, "hello", Noon);
        RoomMessage sent = Own("hello", 7);
        _news.On(new MessageReceived(Noon, sent));
        _news.On(new MessageSent(Noon, sent));
        _model.OnNumbered(line, sent.Id);
        Assert.Equal(SendMark.Left, line.Mark);
        Assert.Equal(1, _model.Current.Count);
    }

    [Fact]
    public void A_line_written_through_another_surface_shows_as_well()
    {
        _news.On(new MessageSent(Noon, Own("from the socket", 9)));
        Assert.Equal("from the socket", _model.Current[0].Text);
        Assert.Equal(SendMark.Left, _model.Current[0].Mark);
    }

    [Fact]
    public void An_own_message_of_another_surface_shows_once_and_counts_as_read()
    {
        foreach ((string room, int number) in ((string, int)[])[("lobby", 8), ("ridge", 9)])
        {
            RoomMessage page = Own("from the page", number) with { Room = room };
            _news.On(new MessageQueued(Noon, page));
            _news.On(new MessageReceived(Noon, page));
            _news.On(new MessageSent(Noon, page));
        }

        Assert.Equal(["from the page"], Texts(_model.Rooms[0]));
        Assert.Equal(["from the page"], Texts(_model.Rooms[1]));
        Assert.Equal((SendMark.Left, 0), (_model.Rooms[1][0].Mark, _model.Rooms[1].Unread));
    }

    [Fact]
    public void The_same_words_from_here_and_from_the_page_are_two_lines()
    {
        RoomLine line = _model.AddOwn(_model.Current, MessageKind.Text, "yes", Noon);
        _news.On(new MessageQueued(Noon, Own("yes", 1)));
        _news.On(new MessageQueued(Noon, Own("yes", 2)));
        _model.OnNumbered(line, StagedNode.Number(2));
        _news.On(new MessageSent(Noon, Own("yes", 1)));
        _news.On(new MessageSent(Noon, Own("yes", 2)));
        Assert.Equal(["yes", "yes"], Texts(_model.Current));
        Assert.Empty(_model.Waiting);
    }

    [Fact]
    public void A_guest_never_passes_for_the_person_whose_node_it_is()
    {
        RoomLine line = _model.AddOwn(_model.Current, MessageKind.Text, "hi", Noon);
        _news.On(new MessageQueued(Noon, Own("hi", 5) with { Guest = "bert" }));
        Assert.Null(line.Id);
        Assert.Equal(("bert", "bert", "hi"), (_model.Current[1].Author, _model.Current[1].Host, _model.Current[1].Text));
        Assert.Equal(["(guest of bert) hi"], _model.Current[1].RowsAt(40, isAligned: true));
        Assert.Equal(["bert (guest of bert): hi"], _model.Current[1].RowsAt(40, isAligned: false));
    }

    [Fact]
    public void A_guest_of_another_shows_with_the_host_and_can_name_this_person()
    {
        _news.On(new MessageReceived(Noon, StagedNode.Message(2, "anna", "hello bert", Noon) with { Guest = "Le\u001bna\u202e" }));
        _news.On(new MessageReceived(Noon, StagedNode.Message(2, "anna", "waves", Noon, number: 1) with { Guest = "Lena", Kind = MessageKind.Action }));
        Assert.Equal(["Lena (guest of anna): hello bert"], _model.Current[0].RowsAt(60, isAligned: false));
        Assert.Equal(["Lena (guest of anna) waves"], _model.Current[1].RowsAt(60, isAligned: true));
        Assert.True(_model.Current[0].IsMention);
    }

    [Fact]
    public void Watched_lines_are_bounded()
    {
        for (int i = 0; i < ChatModel.WatchedMax + 10; i++)
        {
            _news.On(new MessageSent(Noon, Own($"{i}", i + 1)));
        }

        Assert.Equal(ChatModel.WatchedMax + 10, _model.Current.Count);
    }

    [Fact]
    public void Rooms_follow_the_node_whoever_joined_them()
    {
        _node.JoinAsync("field", CancellationToken.None);
        _node.LeaveAsync("lobby", CancellationToken.None);
        _news.Refresh();
        Assert.Equal(["ridge", "field"], _model.Rooms.Select(room => room.Name));
        Assert.Equal("ridge", _model.Current.Name);
    }

    [Fact]
    public void Without_rooms_there_is_still_a_place_for_news()
    {
        _node.LeaveAsync("lobby", CancellationToken.None);
        _node.LeaveAsync("ridge", CancellationToken.None);
        _news.On(new Notice(Noon, "copied-identity", "This identity runs twice."));
        Assert.Same(_model.Home, _model.Current);
        Assert.Equal("This identity runs twice.", _model.Home[0].Text);
    }

    [Fact]
    public void People_are_told_of_in_the_rooms_shared_with_them()
    {
        _node.Peers = [StagedNode.Peer(2, "anna", 1, "ridge"), StagedNode.Peer(3, "carl", 3, "elsewhere")];
        _news.On(new PeerAppeared(Noon, _node.Peers[0]));
        _news.On(new PeerAppeared(Noon, _node.Peers[1]));
        _news.On(new PeerLeft(Noon, _node.Peers[0], SaidGoodbye: true));
        Assert.Equal(["carl is here, 3 hops away"], Texts(_model.Rooms[0]));
        Assert.Equal(["anna is here, near", "anna said goodbye"], Texts(_model.Rooms[1]));
    }

    [Fact]
    public void Reasons_for_being_alone_are_replaced_and_go_when_a_link_is_up()
    {
        AloneReason first = new(AloneCause.NobodyHeard, "eth0", "One.", "Do one.");
        AloneReason second = new(AloneCause.PortSilent, "eth0", "Two.", "Do two.");
        _news.On(new Alone(Noon, [first]));
        _news.On(new Alone(Noon, [second]));
        Assert.Equal([second], _model.AloneReasons);
        _node.Links = [StagedNode.Link(2, "anna")];
        _news.On(new LinkUp(Noon, _node.Links[0]));
        Assert.Empty(_model.AloneReasons);
    }

    /// <summary>Names prove nothing: whoever takes another's name is told apart by identity.</summary>
    [Fact]
    public void Equal_names_show_the_start_of_the_identity()
    {
        _node.Peers = [StagedNode.Peer(2, "anna", 1, "lobby"), StagedNode.Peer(3, "Anna", 2, "lobby"), StagedNode.Peer(4, "Bert", 1, "lobby"), StagedNode.Peer(5, "eve\e[0m", 1, "lobby")];
        _news.Refresh();
        ChatSurroundings near = _model.Surroundings;
        Assert.Equal(["anna~aaba", "Bert~aaca", "eve[0m", "Anna~aabq"], near.Peers.Select(peer => near.Label(peer.Id, peer.Name)));
        Assert.Equal("bert", near.Label(_node.Id, "bert"));
    }

    [Fact]
    public void Shown_peers_are_bounded()
    {
        _node.Peers = [.. Enumerable.Range(0, 3_000).Select(i => StagedNode.Peer((byte)i, $"p{i}", 2, "lobby"))];
        _news.Refresh();
        Assert.Equal(ChatSurroundings.PeersMax, _model.Surroundings.Peers.Count);
    }

    [Theory]
    [InlineData("hello Bert!", true)]
    [InlineData("BERT", true)]
    [InlineData("bertha and albert", false)]
    [InlineData("bertha, bert", true)]
    [InlineData("", false)]
    public void A_name_is_found_as_a_word(string text, bool named)
    {
        Assert.Equal(named, Mention.Names(text, "bert"));
    }

    private static string[] Texts(RoomLog room) => [.. Enumerable.Range(0, room.Count).Select(i => room[i].Text)];

    private RoomMessage Own(string text, int number) =>
        new("lobby", StagedNode.Number(number), _node.Id, "bert", MessageKind.Text, text, 0, Noon, Noon, true);

    private void Receive(byte author, string name, string text, string room) =>
        _news.On(new MessageReceived(Noon, StagedNode.Message(author, name, text, Noon, room)));
}
