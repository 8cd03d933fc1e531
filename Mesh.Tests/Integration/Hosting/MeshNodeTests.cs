using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Mesh.Tests.Integration.Hosting;

public sealed class MeshNodeTests : IAsyncDisposable
{
    private readonly NodeBench _bench = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task What_one_writes_the_other_reads()
    {
        MeshNode anna = await _bench.StartAsync("anna");
        MeshNode bert = await _bench.StartAsync("bert", anna);
        await using IAsyncEnumerator<MeshEvent> annas = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        await using IAsyncEnumerator<MeshEvent> berts = bert.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        await anna.JoinAsync("lobby", Cancelled);
        MeshRoom lobby = await bert.JoinAsync("lobby", Cancelled);

        RoomMessage sent = await lobby.SendAsync("hello", cancellationToken: Cancelled);
        MessageReceived received = await NodeBench.NextAsync<MessageReceived>(annas);

        Assert.Equal((sent.Id, bert.Id, "hello", 1, false), (received.Message.Id, received.Message.From, received.Message.Text, received.Message.Hops, received.Message.IsOwn));
        Assert.Equal(sent.SentAt, received.Message.SentAt);
        Assert.Equal((0, true, "bert"), (sent.Hops, sent.IsOwn, sent.FromName));
        Assert.Equal(sent, (await NodeBench.NextAsync<MessageSent>(berts)).Message);
    }

    [Fact]
    public async Task Links_and_peers_are_told_and_shown()
    {
        MeshNode anna = await _bench.StartAsync("anna");
        await using IAsyncEnumerator<MeshEvent> annas = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        MeshNode bert = await _bench.StartAsync("bert", anna);

        LinkUp up = await NodeBench.NextAsync<LinkUp>(annas);
        Assert.Equal((bert.Id, false), (up.Link.Peer, up.Link.Dialled));
        Assert.StartsWith("127.0.0.1:", up.Link.Address, StringComparison.Ordinal);
        await NodeBench.UntilAsync(() => anna.Peers is [{ Name: "bert", IsNeighbour: true, Hops: 1 }], "anna shows bert");
        Assert.Equal("bert", Assert.Single(anna.Links).Name);
        Assert.Empty(anna.AloneReasons);

        await bert.DisposeAsync();
        LinkDown down = await NodeBench.NextAsync<LinkDown>(annas);
        Assert.Equal(bert.Id, down.Link.Peer);
        Assert.Empty(anna.Links);
        PeerLeft left = await NodeBench.NextAsync<PeerLeft>(annas);
        Assert.Equal((bert.Id, true), (left.Peer.Id, left.SaidGoodbye));
    }

    [Fact]
    public async Task A_message_crosses_a_node_that_is_not_in_the_room()
    {
        MeshNode anna = await _bench.StartAsync("anna");
        MeshNode bert = await _bench.StartAsync(NodeBench.Options("bert", anna) with { Links = new LinkOptions { LinksMax = 2 } });
        await NodeBench.UntilAsync(() => bert.Links.Count == 1, "bert is linked");

        // Claire's own network knows bert only; peer exchange may link her with anna as well, so that one or two hops are right.
        MeshNode claire = await _bench.StartAsync("claire", bert);
        MeshRoom room = await anna.JoinAsync("far", Cancelled);
        MeshRoom farRoom = await claire.JoinAsync("far", Cancelled);
        await using IAsyncEnumerator<RoomMessage> reader = farRoom.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        await room.SendAsync("over the hill", MessageKind.Action, Cancelled);
        RoomMessage received = await NodeBench.NextAsync(reader);

        Assert.Equal(("over the hill", MessageKind.Action), (received.Text, received.Kind));
        Assert.InRange(received.Hops, 1, 2);
    }

    [Fact]
    public async Task A_new_name_is_told_to_everybody()
    {
        MeshNode anna = await _bench.StartAsync("anna");
        MeshNode bert = await _bench.StartAsync("bert", anna);
        await using IAsyncEnumerator<MeshEvent> annas = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        await NodeBench.UntilAsync(() => anna.Peers is [{ Name: "bert" }], "anna knows bert");

        await bert.SetNameAsync("bertram", Cancelled);

        PeerChanged changed = await NodeBench.NextAsync<PeerChanged>(annas);
        Assert.Equal(("bertram", "bert"), (changed.Peer.Name, changed.FormerName));
        Assert.Equal("bertram", bert.Name);
    }

    [Fact]
    public async Task A_late_joiner_reads_what_its_neighbours_hold_and_own_messages_too()
    {
        MeshNode anna = await _bench.StartAsync("anna");
        MeshRoom annas = await anna.JoinAsync("lobby", Cancelled);
        for (int i = 1; i <= 20; i++)
        {
            await annas.SendAsync(FormattableString.Invariant($"line {i}"), cancellationToken: Cancelled);
        }

        MeshNode bert = await _bench.StartAsync("bert", anna);
        MeshRoom berts = await bert.JoinAsync("lobby", Cancelled);
        await using IAsyncEnumerator<RoomMessage> reader = berts.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        for (int i = 1; i <= 20; i++)
        {
            Assert.Equal(FormattableString.Invariant($"line {i}"), (await NodeBench.NextAsync(reader)).Text);
        }

        RoomMessage own = await berts.SendAsync("here I am", cancellationToken: Cancelled);
        Assert.Equal(own, await NodeBench.NextAsync(reader));
    }

    [Fact]
    public async Task The_largest_message_passes_and_a_larger_one_is_refused_with_its_size()
    {
        MeshNode anna = await _bench.StartAsync("anna");
        MeshNode bert = await _bench.StartAsync("bert", anna);
        MeshRoom annas = await anna.JoinAsync("lobby", Cancelled);
        MeshRoom berts = await bert.JoinAsync("lobby", Cancelled);
        await using IAsyncEnumerator<RoomMessage> reader = annas.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        string largest = new('ä', MeshRoom.TextBytesMax / 2);

        await berts.SendAsync(largest, cancellationToken: Cancelled);
        Assert.Equal(largest, (await NodeBench.NextAsync(reader)).Text);

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => berts.SendAsync(largest + "x", cancellationToken: Cancelled));
        Assert.Contains("65537", exception.Message, StringComparison.Ordinal);
        Assert.Contains("65536", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_a_room_ends_its_readers_and_its_writing()
    {
        MeshNode anna = await _bench.StartAsync("anna");
        MeshRoom room = await anna.JoinAsync("lobby", Cancelled);
        Assert.Same(room, await anna.JoinAsync("lobby", Cancelled));
        await room.SendAsync("first", cancellationToken: Cancelled);
        await using IAsyncEnumerator<RoomMessage> reader = room.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        await NodeBench.NextAsync(reader);

        await anna.LeaveAsync(room, Cancelled);

        Assert.False(await reader.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
        Assert.Empty(anna.Rooms);
        InvalidOperationException exception = await Assert.ThrowsAsync<InvalidOperationException>(() => room.SendAsync("second", cancellationToken: Cancelled));
        Assert.Contains("lobby", exception.Message, StringComparison.Ordinal);
        await anna.LeaveAsync(room, Cancelled);

        // What this node still holds is there again after joining again.
        MeshRoom again = await anna.JoinAsync("lobby", Cancelled);
        await using IAsyncEnumerator<RoomMessage> history = again.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.Equal("first", (await NodeBench.NextAsync(history)).Text);
    }

    [Fact]
    public async Task Nodes_with_different_passphrases_tell_both_people()
    {
        MeshNode anna = await _bench.StartAsync(NodeBench.Options("anna") with { Passphrase = "open sesame one" });
        await using IAsyncEnumerator<MeshEvent> annas = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        MeshNode bert = await _bench.StartAsync(NodeBench.Options("bert", anna) with { Passphrase = "open sesame two" });
        await using IAsyncEnumerator<MeshEvent> berts = bert.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        Notice atAnna = await NodeBench.NextAsync<Notice>(annas);
        Notice atBert = await NodeBench.NextAsync<Notice>(berts);

        Assert.Equal(("passphrase-mismatch", "passphrase-mismatch"), (atAnna.Code, atBert.Code));
        Alone alone = await NodeBench.NextAsync<Alone>(berts);
        Assert.Equal(AloneCause.PassphraseMismatch, alone.Reasons[0].Cause);
        Assert.Empty(anna.Links);
    }

    [Fact]
    public async Task Nodes_with_the_same_passphrase_chat()
    {
        MeshNode anna = await _bench.StartAsync(NodeBench.Options("anna") with { Passphrase = "open sesame" });
        MeshNode bert = await _bench.StartAsync(NodeBench.Options("bert", anna) with { Passphrase = "open sesame" });
        MeshRoom annas = await anna.JoinAsync("lobby", Cancelled);
        MeshRoom berts = await bert.JoinAsync("lobby", Cancelled);
        await using IAsyncEnumerator<RoomMessage> reader = annas.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        await berts.SendAsync("among us", cancellationToken: Cancelled);

        Assert.Equal("among us", (await NodeBench.NextAsync(reader)).Text);
    }

    [Fact]
    public async Task A_node_that_is_alone_says_why_after_five_seconds()
    {
        var watch = Stopwatch.StartNew();
        MeshNode anna = await _bench.StartAsync("anna");
        await using IAsyncEnumerator<MeshEvent> annas = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        Alone alone = await NodeBench.NextAsync<Alone>(annas);

        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(4.9), "It was told too early.");
        Assert.Equal(AloneCause.DiscoveryOff, Assert.Single(alone.Reasons).Cause);
        Assert.Equal(alone.Reasons, anna.AloneReasons);
    }

    [Fact]
    public async Task A_node_keeps_its_identity_in_its_folder()
    {
        string folder = _bench.NewFolder();
        MeshNode first = await _bench.StartAsync(NodeBench.Options("anna") with { DataFolder = folder });
        MeshException locked = await Assert.ThrowsAsync<MeshException>(() => _bench.StartAsync(NodeBench.Options("anna") with { DataFolder = folder }));
        Assert.Equal(MeshFailure.DataFolderLocked, locked.Failure);
        Assert.Contains(folder, locked.Message, StringComparison.Ordinal);
        await first.DisposeAsync();

        MeshNode second = await _bench.StartAsync(NodeBench.Options("anna") with { DataFolder = folder });

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.Id.ToString(), (await File.ReadAllTextAsync(Path.Combine(folder, "peer.id"), Cancelled)).Trim());
    }

    [Fact]
    public async Task A_restarted_node_links_again_and_what_it_had_written_is_there()
    {
        string folder = _bench.NewFolder();
        MeshNode anna = await _bench.StartAsync("anna");
        await anna.JoinAsync("lobby", Cancelled);
        MeshOptions options = NodeBench.Options("bert", anna) with { DataFolder = folder };
        MeshNode bert = await _bench.StartAsync(options);
        MeshRoom berts = await bert.JoinAsync("lobby", Cancelled);
        RoomMessage before = await berts.SendAsync("before", cancellationToken: Cancelled);
        await NodeBench.UntilAsync(() => anna.Links.Count == 1, "anna and bert are linked");
        await using IAsyncEnumerator<RoomMessage> annas = anna.Rooms[0].ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.Equal(before.Id, (await NodeBench.NextAsync(annas)).Id);
        await bert.DisposeAsync();

        bert = await _bench.StartAsync(options);
        berts = await bert.JoinAsync("lobby", Cancelled);
        await using IAsyncEnumerator<RoomMessage> reader = berts.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        RoomMessage back = await NodeBench.NextAsync(reader);
        Assert.Equal((before.Id, true, 2), (back.Id, back.IsOwn, back.Hops));
        RoomMessage after = await berts.SendAsync("after", cancellationToken: Cancelled);
        Assert.Equal(after.Id, (await NodeBench.NextAsync(annas)).Id);
    }

    [Fact]
    public async Task Disposing_takes_at_most_two_seconds_and_leaves_nothing_behind()
    {
        string folder = _bench.NewFolder();
        MeshNode anna = await _bench.StartAsync(NodeBench.Options("anna") with { DataFolder = folder });
        MeshNode bert = await _bench.StartAsync("bert", anna);
        await NodeBench.UntilAsync(() => anna.Links.Count == 1, "anna and bert are linked");
        MeshRoom room = await anna.JoinAsync("lobby", Cancelled);
        await using IAsyncEnumerator<MeshEvent> events = anna.ReadEventsAsync(Cancelled).GetAsyncEnumerator(Cancelled);
        int port = NodeBench.PortOf(anna);

        var watch = Stopwatch.StartNew();
        await Task.WhenAll(anna.DisposeAsync().AsTask(), anna.DisposeAsync().AsTask());
        await anna.DisposeAsync();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));

        using (TcpListener free = new(IPAddress.Loopback, port))
        {
            free.Start();
        }

        await using (new FileStream(Path.Combine(folder, "mesh.lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
        }

        while (await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancelled))
        {
        }

        await Assert.ThrowsAsync<ObjectDisposedException>(() => room.SendAsync("too late", cancellationToken: Cancelled));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => anna.JoinAsync("lobby", Cancelled));
        Assert.Throws<ObjectDisposedException>(() => anna.ReadEventsAsync(Cancelled));
        await NodeBench.UntilAsync(() => bert.Links.Count == 0, "bert sees that anna is gone");
    }

    [Fact]
    public async Task Misuse_is_refused_with_what_is_wrong()
    {
        ArgumentException faults = await Assert.ThrowsAsync<ArgumentException>(() => MeshNode.StartAsync(new MeshOptions { Name = "", Links = new() { Port = 70_000 } }, Cancelled));
        Assert.Contains("Name", faults.Message, StringComparison.Ordinal);
        Assert.Contains("70000", faults.Message, StringComparison.Ordinal);
        MeshException address = await Assert.ThrowsAsync<MeshException>(() => MeshNode.StartAsync(new MeshOptions { Discovery = new() { Mdns = false, Peers = ["not an address"] } }, Cancelled));
        Assert.Equal(MeshFailure.BadAddress, address.Failure);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MeshNode.StartAsync(NodeBench.Options("anna"), new CancellationToken(canceled: true)));

        MeshNode anna = await _bench.StartAsync("anna");
        MeshRoom room = await anna.JoinAsync("lobby", Cancelled);
        await Assert.ThrowsAsync<ArgumentException>(() => anna.JoinAsync(" ", Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(() => anna.SetNameAsync("a\nb", Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(() => room.SendAsync("", cancellationToken: Cancelled));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => room.SendAsync("x", (MessageKind)9, Cancelled));
        MeshException taken = await Assert.ThrowsAsync<MeshException>(() => _bench.StartAsync(NodeBench.Options("bert") with { Links = new() { Port = NodeBench.PortOf(anna) } }));
        Assert.Equal(MeshFailure.PortUnavailable, taken.Failure);
    }

    [Fact]
    public async Task A_hundred_lines_arrive_in_order_faster_than_the_author_may_write_for_long()
    {
        MeshNode anna = await _bench.StartAsync("anna");
        MeshNode bert = await _bench.StartAsync("bert", anna);
        MeshRoom annas = await anna.JoinAsync("lobby", Cancelled);
        MeshRoom berts = await bert.JoinAsync("lobby", Cancelled);
        await NodeBench.UntilAsync(() => anna.Links.Count == 1, "anna and bert are linked");
        await using IAsyncEnumerator<RoomMessage> reader = annas.ReadAllAsync(Cancelled).GetAsyncEnumerator(Cancelled);

        Task<RoomMessage>[] sent = [.. Enumerable.Range(0, 100).Select(i => berts.SendAsync(FormattableString.Invariant($"{i}"), cancellationToken: Cancelled))];
        StringBuilder texts = new();
        for (int i = 0; i < sent.Length; i++)
        {
            texts.Append((await NodeBench.NextAsync(reader)).Text).Append(' ');
        }

        await Task.WhenAll(sent);
        Assert.Equal(string.Join(' ', Enumerable.Range(0, 100)) + " ", texts.ToString());
    }
}
