using System.Threading.Channels;
using Mesh.Node.Chat;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Terminal;

/// <summary>A node for the terminal chat to play with: holds what a test puts on stage and tells what the test says.</summary>
internal sealed class StagedNode : IChatNode
{
    private readonly List<Channel<MeshEvent>> _readers = [];
    private readonly List<string> _rooms = [];

    public StagedNode(string name, params string[] rooms)
    {
        Name = name;
        Id = Person(1);
        _rooms.AddRange(rooms);
    }

    public PeerId Id { get; }

    public string Name { get; private set; }

    public string Network { get; set; } = "mesh";

    public IReadOnlyList<string> EndPoints => ["0.0.0.0:6374"];

    public IReadOnlyList<string> Rooms => [.. _rooms];

    public IReadOnlyList<MeshPeer> Peers { get; set; } = [];

    public IReadOnlyList<MeshLink> Links { get; set; } = [];

    public IReadOnlyList<TopologyLink> Topology { get; set; } = [];

    public IReadOnlyList<AloneReason> AloneReasons { get; set; } = [];

    public MeshFigures Figures { get; set; } = new(DateTimeOffset.UnixEpoch, 0, 0, 32 << 20);

    /// <summary>What comes of a ping of a peer.</summary>
    public Func<PeerId, MeshPing> Ping { get; set; } = static peer => new MeshPing(peer, WayEnd.NotHere, null, 0, null, null);

    /// <summary>The way to every peer.</summary>
    public PeerTrace Way { get; set; } = new(default, WayEnd.NotHere, []);

    /// <summary>The history of every message.</summary>
    public MessageTrace History { get; set; } = new(default, WayEnd.NotRemembered, []);

    /// <summary>What the rooms hold.</summary>
    public List<RoomMessage> Held { get; } = [];

    /// <summary>Everything sent, oldest first.</summary>
    public List<RoomMessage> Sent { get; } = [];

    /// <summary>Why the next message is refused, or null to take it.</summary>
    public string? Refusal { get; set; }

    public static PeerId Person(byte number)
    {
        byte[] bytes = new byte[PeerId.Size];
        bytes[1] = number;
        return PeerId.Read(bytes);
    }

    public static MessageId Number(int number)
    {
        byte[] bytes = new byte[MessageId.Size];
        BitConverter.TryWriteBytes(bytes, number);
        return MessageId.Read(bytes);
    }

    public static MeshPeer Peer(byte number, string name, int hops, params string[] rooms) =>
        new(Person(number), name, hops == 1, hops, rooms, DateTimeOffset.UnixEpoch);

    public static MeshLink Link(byte number, string name) =>
        new(new LinkId(number), Person(number), name, $"192.168.1.{number}:6374", "eth0", true, DateTimeOffset.UnixEpoch, TimeSpan.FromMilliseconds(1.5));

    public static RoomMessage Message(byte author, string name, string text, DateTimeOffset at, string room = "lobby", int number = 0) =>
        new(room, Number((author << 16) | number), Person(author), name, MessageKind.Text, text, 1, at, at, false);

    public void Tell(MeshEvent news)
    {
        foreach (Channel<MeshEvent> reader in _readers)
        {
            reader.Writer.TryWrite(news);
        }
    }

    /// <summary>Ends like a node that faulted.</summary>
    public void Stop()
    {
        foreach (Channel<MeshEvent> reader in _readers)
        {
            reader.Writer.TryComplete();
        }
    }

    /// <summary>Fails as only a broken node does.</summary>
    public void Fault(Exception fault)
    {
        foreach (Channel<MeshEvent> reader in _readers)
        {
            reader.Writer.TryComplete(fault);
        }
    }

    public Task<MeshPing> PingAsync(PeerId peer, PeerId? towards, CancellationToken cancellationToken) => Task.FromResult(Ping(peer));

    public Task<PeerTrace> TraceAsync(PeerId peer, CancellationToken cancellationToken) => Task.FromResult(Way with { Peer = peer });

    public Task<MessageTrace> TraceAsync(MessageId message, CancellationToken cancellationToken) => Task.FromResult(History with { Message = message });

    public IReadOnlyList<RoomMessage> Latest(string room, int count) => [.. Held.Where(message => message.Room == room).TakeLast(count)];

    public Task JoinAsync(string room, CancellationToken cancellationToken)
    {
        _rooms.Add(room);
        return Task.CompletedTask;
    }

    public Task LeaveAsync(string room, CancellationToken cancellationToken) =>
        _rooms.Remove(room) ? Task.CompletedTask : throw new InvalidOperationException($"You are not in '{room}'.");

    public Task SetNameAsync(string name, CancellationToken cancellationToken)
    {
        Name = name;
        return Task.CompletedTask;
    }

    public Task<RoomMessage> SendAsync(string room, string text, MessageKind kind, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
        {
            throw new ArgumentException(Refusal, nameof(text));
        }

        RoomMessage message = new(room, Number(Sent.Count + 1), Id, Name, kind, text, 0, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, true);
        Sent.Add(message);
        return Task.FromResult(message);
    }

    public Task<RoomMessage> SendAsGuestAsync(string room, string guest, string text, MessageKind kind, CancellationToken cancellationToken) =>
        SendAsync(room, text, kind, cancellationToken);

    /// <summary>What it knows of its surroundings.</summary>
    public MeshDiagnosis Diagnosis { get; set; } = FakeChatNode.Blind;

    public Task<MeshDiagnosis> DiagnoseAsync(CancellationToken cancellationToken) => Task.FromResult(Diagnosis);

    public IAsyncEnumerable<MeshEvent> ReadEventsAsync(CancellationToken cancellationToken)
    {
        Channel<MeshEvent> reader = Channel.CreateUnbounded<MeshEvent>();
        _readers.Add(reader);
        return reader.Reader.ReadAllAsync(cancellationToken);
    }
}
