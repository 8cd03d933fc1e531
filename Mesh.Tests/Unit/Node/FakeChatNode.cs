using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Mesh.Node.Chat;

namespace Mesh.Tests.Unit.Node;

/// <summary>A node without network: tests tell what happens, and read what was said.</summary>
internal sealed class FakeChatNode : IChatNode, IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, 250, TimeSpan.Zero);

    private readonly List<Channel<MeshEvent>> _readers = [];
    private readonly List<string> _rooms = ["lobby"];
    private readonly Lock _lock = new();

    public PeerId Id { get; } = PeerNumber(1);

    public string Name { get; private set; } = "anna";

    public string Network => "mesh";

    public IReadOnlyList<string> EndPoints { get; init; } = ["0.0.0.0:6374"];

    public IReadOnlyList<string> Rooms => [.. _rooms];

    public IReadOnlyList<MeshPeer> Peers { get; set; } = [];

    public IReadOnlyList<MeshLink> Links { get; set; } = [];

    public IReadOnlyList<TopologyLink> Topology { get; set; } = [];

    public IReadOnlyList<AloneReason> AloneReasons { get; set; } = [];

    public MeshFigures Figures { get; set; } = new(Noon, 0, 0, 32 << 20);

    /// <summary>What comes of a ping of a peer.</summary>
    public Func<PeerId, MeshPing> Ping { get; set; } = static peer => new MeshPing(peer, WayEnd.NotHere, null, 0, null, null);

    /// <summary>The way to every peer.</summary>
    public PeerTrace Way { get; set; } = new(default, WayEnd.NotHere, []);

    /// <summary>The history of every message.</summary>
    public MessageTrace History { get; set; } = new(default, WayEnd.NotRemembered, []);

    /// <summary>What the rooms hold.</summary>
    public List<RoomMessage> Held { get; } = [];

    /// <summary>Whether every message leaves on a link at once.</summary>
    public bool LeavesAtOnce { get; set; } = true;

    /// <summary>Whether the event that a message left comes before the call returns.</summary>
    public bool TellsEarly { get; set; }

    public List<RoomMessage> Said { get; } = [];

    public bool IsDisposed { get; private set; }

    /// <summary>How many readers of events are there.</summary>
    public int ReaderCount
    {
        get
        {
            lock (_lock)
            {
                return _readers.Count;
            }
        }
    }

    public static PeerId PeerNumber(byte number) => PeerId.Read(Enumerable.Repeat(number, PeerId.Size).ToArray());

    public static MessageId MessageNumber(int number) =>
        MessageId.Read([.. BitConverter.GetBytes(number), .. new byte[MessageId.Size - sizeof(int)]]);

    public static RoomMessage From(byte peer, string name, string text, MessageKind kind = MessageKind.Text, int hops = 2) =>
        new("lobby", MessageNumber(900 + peer), PeerNumber(peer), name, kind, text, hops, Noon, Noon.AddMilliseconds(13), IsOwn: false);

    public void Happen(MeshEvent happening)
    {
        lock (_lock)
        {
            foreach (Channel<MeshEvent> reader in _readers)
            {
                reader.Writer.TryWrite(happening);
            }
        }
    }

    /// <summary>Ends every reader, as a node that faults does.</summary>
    public void Fault()
    {
        lock (_lock)
        {
            foreach (Channel<MeshEvent> reader in _readers)
            {
                reader.Writer.TryComplete();
            }
        }
    }

    public Task<MeshPing> PingAsync(PeerId peer, PeerId? towards, CancellationToken cancellationToken) => Task.FromResult(Ping(peer));

    public Task<PeerTrace> TraceAsync(PeerId peer, CancellationToken cancellationToken) => Task.FromResult(Way with { Peer = peer });

    public Task<MessageTrace> TraceAsync(MessageId message, CancellationToken cancellationToken) => Task.FromResult(History with { Message = message });

    public IReadOnlyList<RoomMessage> Latest(string room, int count) => [.. Held.Where(message => message.Room == room).TakeLast(count)];

    public Task JoinAsync(string room, CancellationToken cancellationToken)
    {
        if (Encoding.UTF8.GetByteCount(room) > 64)
        {
            throw new ArgumentException("A room's name has at most 64 bytes.", nameof(room));
        }

        if (!_rooms.Contains(room))
        {
            _rooms.Add(room);
        }

        return Task.CompletedTask;
    }

    public Task LeaveAsync(string room, CancellationToken cancellationToken) =>
        _rooms.Remove(room) ? Task.CompletedTask : throw new InvalidOperationException($"You are not in the room '{room}'.");

    public Task SetNameAsync(string name, CancellationToken cancellationToken)
    {
        Name = name;
        return Task.CompletedTask;
    }

    public Task<RoomMessage> SendAsGuestAsync(string room, string guest, string text, MessageKind kind, CancellationToken cancellationToken) =>
        SayAsync(room, guest, text, kind);

    public Task<RoomMessage> SendAsync(string room, string text, MessageKind kind, CancellationToken cancellationToken) => SayAsync(room, null, text, kind);

    private async Task<RoomMessage> SayAsync(string room, string? guest, string text, MessageKind kind)
    {
        if (!_rooms.Contains(room))
        {
            throw new InvalidOperationException($"You are not in the room '{room}'.");
        }

        RoomMessage message;
        lock (Said)
        {
            message = new(room, MessageNumber(Said.Count + 1), Id, Name, kind, text, 0, Noon, Noon, IsOwn: true, guest);
            Said.Add(message);
        }

        Happen(new MessageQueued(Noon, message));
        if (LeavesAtOnce)
        {
            Happen(new MessageSent(Noon, message));
            for (int i = 0; TellsEarly && i < 100; i++)
            {
                await Task.Yield();
            }
        }

        return message;
    }

    /// <summary>The surroundings of a node that was told not to look around.</summary>
    public static MeshDiagnosis Blind { get; } = new() { At = Noon, Running = TimeSpan.FromMinutes(1), Network = "mesh", IsClosed = false, IsMdnsOn = false };

    /// <summary>What it knows of its surroundings.</summary>
    public MeshDiagnosis Diagnosis { get; set; } = Blind;

    public Task<MeshDiagnosis> DiagnoseAsync(CancellationToken cancellationToken) => Task.FromResult(Diagnosis);

    public IAsyncEnumerable<MeshEvent> ReadEventsAsync(CancellationToken cancellationToken)
    {
        Channel<MeshEvent> reader = Channel.CreateUnbounded<MeshEvent>();
        lock (_lock)
        {
            _readers.Add(reader);
        }

        return ReadAsync(reader, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        Fault();
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<MeshEvent> ReadAsync(Channel<MeshEvent> reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await foreach (MeshEvent happening in reader.Reader.ReadAllAsync(cancellationToken))
            {
                yield return happening;
            }
        }
        finally
        {
            lock (_lock)
            {
                _readers.Remove(reader);
            }
        }
    }
}
