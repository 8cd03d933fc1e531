using Mesh.Protocol.Gossip;

namespace Mesh.Protocol.Presence;

/// <summary>Tells the network what this node calls itself and which rooms it is in: at start, on change, every half minute, and when it stops.</summary>
internal sealed class OwnPresence
{
    /// <summary>Peers from which on presence is repeated more rarely, so that it stays a small share of every link.</summary>
    private const int PeersPerInterval = 50;

    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly MeshRandom _random;
    private readonly Author _author;
    private readonly PresenceDirectory _directory;
    private readonly bool _isOn;
    private readonly List<string> _rooms = [];
    private MeshInstant _due = MeshInstant.Never;
    private bool _isLeaving;

    /// <summary>Makes the presence of a node.</summary>
    public OwnPresence(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, MeshRandom random, Author author, PresenceDirectory directory)
    {
        _isOn = options.AnnouncesPresence;
        Name = options.Name;
        _turn = turn;
        _deadlines = deadlines;
        _random = random;
        _author = author;
        _directory = directory;
        Plan(ProtocolLimits.PresenceDelay);
    }

    /// <summary>What the node calls itself.</summary>
    public string Name { get; private set; }

    private int IntervalSeconds => (int)ProtocolLimits.PresenceTime.TotalSeconds * (1 + (_directory.Count / PeersPerInterval));

    /// <summary>The node was renamed.</summary>
    public void Rename(string name)
    {
        Name = name;
        Plan(ProtocolLimits.PresenceDelay);
    }

    /// <summary>A room was joined.</summary>
    public void Join(string room)
    {
        _rooms.Add(room);
        Plan(ProtocolLimits.PresenceDelay);
    }

    /// <summary>A room was left.</summary>
    public void Leave(string room)
    {
        _rooms.Remove(room);
        Plan(ProtocolLimits.PresenceDelay);
    }

    /// <summary>The node stops.</summary>
    public void SayGoodbye()
    {
        _isLeaving = true;
        Write();
    }

    /// <summary>Time to tell.</summary>
    public void OnDeadline()
    {
        if (_turn.Now >= _due && !_isLeaving)
        {
            Write();
            TimeSpan interval = TimeSpan.FromSeconds(IntervalSeconds);
            Plan(_random.NextTime(interval * 8 / 10, interval));
        }
    }

    private void Write()
    {
        if (!_isOn)
        {
            return;
        }

        PresenceBody body = new(Name, [.. _rooms.Take(ProtocolLimits.PresenceRoomsMax)], _isLeaving, Math.Min(IntervalSeconds, ushort.MaxValue));
        _author.Write(RoomId.Presence, new PublishCommand(0, string.Empty, PresenceBody.MessageKind, body.Encode()));
    }

    private void Plan(TimeSpan wait)
    {
        if (_isOn)
        {
            _due = _turn.Now + wait;
            _deadlines.Set(_due, TimerKind.Presence);
        }
    }
}
