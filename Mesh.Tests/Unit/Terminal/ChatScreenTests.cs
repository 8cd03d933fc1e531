using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class ChatScreenTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly StagedNode _node = new("bert", "lobby", "ridge");
    private readonly ChatModel _model = new(TimeZoneInfo.Utc);
    private readonly LineEditor _editor = new();
    private readonly Completion _completion = new();
    private readonly MeshNews _news;
    private readonly ChatScreen _screen;

    public ChatScreenTests()
    {
        _screen = new ChatScreen(_model, _editor, _completion);
        _news = new MeshNews(_node, _model, new SlideNews(_model, () => null));
        _news.Refresh();
    }

    [Fact]
    public void A_wide_screen_has_rooms_messages_people_and_input()
    {
        Stage();
        _editor.Insert("half a thou");
        Assert.Equal(
            """
             1 lobby  2 ridge 1                                                            mesh
                                                                            │ Near 1
             ────────────────── Friday 20 November 2026 ─────────────────── │ ● anna
             12:00          → │ anna is here, near                          │
             12:01       anna │ Hello everybody, the relay stands on the    │ Further 1
                              │ ridge now.                                  │ ○ carl     3 hops
                              │ 你好 👩‍👩‍👧‍👦 ok                                  │
             12:02       bert ✓ Moin                                        │
             12:02          * · bert waves                                  │
             bert · 1 link · 1 further                     Tab completes · Alt+1…9 room · /help
            › half a thou

            """,
            Screen(84, 11));
    }

    [Fact]
    public void A_narrow_screen_has_authors_before_the_texts()
    {
        Stage();
        Assert.Equal(
            """
             1 lobby  2 ridge 1
            12:00 anna is here, near
            12:01 anna: Hello everybody,
                    the relay stands on the
                    ridge now.
                  anna: 你好 👩‍👩‍👧‍👦 ok
            12:02 bert✓ Moin
            12:02 * bert waves
             bert · 1 link · 1 further
            › write a message, or /help

            """,
            Screen(32, 10));
    }

    [Fact]
    public void The_least_screen_still_has_everything()
    {
        Stage();
        Assert.Equal(
            """
             1 lobby ›
            bert✓ Moin
            * bert waves
             bert · 1 link · 1 …
            › write a message,…

            """,
            Screen(20, 5));
    }

    [Fact]
    public void A_screen_too_small_says_so()
    {
        Assert.Equal("Enlarge\nthe window\nto 20x5 or\n", Screen(10, 3));
    }

    [Fact]
    public void Alone_the_reasons_and_what_to_do_stand_over_the_input()
    {
        _news.On(new Alone(Noon, [new AloneReason(AloneCause.MulticastSilent, "wlan0", "Our own multicast does not come back.", "Open UDP port 5353 in the firewall.")]));
        Assert.Equal(
            """
             1 lobby  2 ridge



             ! Nobody near yet; still looking. Why:
               wlan0: Our own multicast does not come
               back.
               → Open UDP port 5353 in the firewall.
             bert · no link
            › write a message, or /help

            """,
            Screen(44, 10));
    }

    [Fact]
    public void Many_reasons_leave_room_for_messages()
    {
        AloneReason reason = new(AloneCause.NobodyHeard, "eth0", "Nobody is heard on eth0.", "Start mesh on the other computer.");
        _news.On(new Alone(Noon, [.. Enumerable.Repeat(reason, 30)]));
        string[] rows = Screen(60, 12).Split('\n');
        Assert.Equal("   … /peers tells all of it", rows[9]);
        Assert.Equal(" ! Nobody near yet; still looking. Why:", rows[4]);
    }

    [Fact]
    public void Several_written_lines_grow_the_input_to_a_third_and_the_cursor_stays_in_view()
    {
        _editor.Insert("1\n2\n3\n4\n5");
        Frame frame = _screen.Draw(new ScreenSize(24, 9));
        Assert.Equal("┆ 3\n┆ 4\n┆ 5\n", string.Join('\n', frame.ToText().Split('\n')[6..]));
        Assert.Equal((3, 8), frame.Cursor);
        _editor.Up();
        _editor.Up();
        _editor.Up();
        _editor.Up();
        frame = _screen.Draw(new ScreenSize(24, 9));
        Assert.Equal("› 1\n┆ 2\n┆ 3\n", string.Join('\n', frame.ToText().Split('\n')[6..]));
        Assert.Equal((3, 6), frame.Cursor);
    }

    [Fact]
    public void The_cursor_counts_wide_characters_twice()
    {
        _editor.Insert("你好👩‍👩‍👧‍👦!");
        _editor.Left();
        Assert.Equal((8, 9), _screen.Draw(new ScreenSize(40, 10)).Cursor);
    }

    [Fact]
    public void Candidates_of_tab_are_offered_in_the_status_line()
    {
        _editor.Insert("an");
        _completion.Next(_editor, [], ["anna", "anton"], back: false);
        Assert.Contains(" anna anton\n", Screen(40, 8), StringComparison.Ordinal);
    }

    [Fact]
    public void Scrolled_up_the_status_line_says_what_stands_below()
    {
        for (int i = 0; i < 30; i++)
        {
            _model.Say(LineKind.Reply, Noon, $"line {i}");
        }

        _screen.ScrollPages(new ScreenSize(40, 8), 1);
        Assert.Contains("↓ 4 below, PgDn\n", Screen(40, 8), StringComparison.Ordinal);
        _screen.ScrollToTop(new ScreenSize(40, 8));
        Assert.Contains("line 0\n", Screen(40, 8), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_rooms_keep_the_present_one_in_view()
    {
        for (int i = 3; i < 12; i++)
        {
            _node.JoinAsync($"room{i}", CancellationToken.None);
        }

        _news.Refresh();
        _model.Show(_model.Rooms[8]);
        string bar = Screen(40, 8).Split('\n')[0];
        Assert.Contains("9 room9", bar, StringComparison.Ordinal);
        Assert.StartsWith("‹", bar, StringComparison.Ordinal);
        Assert.EndsWith("›", bar, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_people_end_with_how_many_more_there_are()
    {
        _node.Peers = [.. Enumerable.Range(2, 40).Select(i => StagedNode.Peer((byte)i, $"peer{i:00}", i < 30 ? 1 : 2, "lobby"))];
        _news.Refresh();
        string screen = Screen(100, 14);
        Assert.Contains("Near 28", screen, StringComparison.Ordinal);
        Assert.Contains("more", screen, StringComparison.Ordinal);
    }

    /// <summary>What peers wrote: names, texts, rooms, reasons, all of it hostile, on every size of screen.</summary>
    [Fact]
    public void Nothing_a_peer_wrote_breaks_a_screen_of_any_size()
    {
        string hostile = "\e[2J\u202E😀\u009b1m\n\r\t" + new string('\u0301', 50) + "你\u2066 x\u0007";
        _node.Peers = [StagedNode.Peer(2, hostile, 1, hostile), StagedNode.Peer(3, "", 9, "lobby")];
        _node.Links = [StagedNode.Link(2, hostile)];
        _news.On(new PeerAppeared(Noon, _node.Peers[0]));
        _news.On(new MessageReceived(Noon, StagedNode.Message(2, hostile, hostile, Noon)));
        _news.On(new PeerChanged(Noon, _node.Peers[1], hostile));
        _news.On(new Notice(Noon, "x", hostile));
        _model.AloneReasons = [new AloneReason(AloneCause.LinkRefused, hostile, hostile, hostile)];
        for (int width = 1; width < 110; width += 3)
        {
            for (int height = 1; height < 20; height++)
            {
                string screen = Screen(width, height);
                Assert.DoesNotContain(screen, c => c != '\n' && Mesh.Node.Chat.Printable.IsSteering(c));
                Assert.Equal(height, screen.Count(c => c == '\n'));
            }
        }
    }

    private string Screen(int width, int height) => _screen.Draw(new ScreenSize(width, height)).ToText();

    private void Stage()
    {
        _node.Peers = [StagedNode.Peer(2, "anna", 1, "lobby"), StagedNode.Peer(4, "carl", 3, "ridge")];
        _node.Links = [StagedNode.Link(2, "anna")];
        _news.On(new PeerAppeared(Noon, _node.Peers[0]));
        Receive("Hello everybody, the relay stands on the ridge now.", Noon.AddMinutes(1), 1);
        Receive("你好 👩‍👩‍👧‍👦 ok", Noon.AddMinutes(1), 2);
        _news.On(new MessageReceived(Noon, StagedNode.Message(4, "carl", "over here", Noon, "ridge")));
        RoomLine line = _model.AddOwn(_model.Current, MessageKind.Text, "Moin", Noon.AddMinutes(2));
        line.Mark = SendMark.Left;
        _model.AddOwn(_model.Current, MessageKind.Action, "waves", Noon.AddMinutes(2));
    }

    private void Receive(string text, DateTimeOffset at, int number) =>
        _news.On(new MessageReceived(at, StagedNode.Message(2, "anna", text, at, "lobby", number)));
}
