using Mesh.Protocol.Gossip;
using Mesh.Wire;

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
    private readonly PeerId _self;
    private readonly bool _isOn;
    private readonly List<string> _rooms = [];
    private MeshInstant _due = MeshInstant.Never;
    private MeshInstant _neighboursDue = MeshInstant.Never;
    private MeshInstant? _written;
    private bool _isLeaving;

    /// <summary>Makes the presence of a node.</summary>
    public OwnPresence(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, MeshRandom random, Author author, PresenceDirectory directory)
    {
        _self = options.Self;
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

    /// <summary>What this node subscribes to and offers.</summary>
    public Interest Interest { get; private set; } = Interest.None;

    private int IntervalSeconds => (int)ProtocolLimits.PresenceTime.TotalSeconds * (1 + (_directory.Count / PeersPerInterval));

    /// <summary>How far a peer's clock was ahead of ours when its newest presence came; null when it told none.</summary>
    public TimeSpan? ClockLeadOf(PeerId peer) => _directory.ClockLeadOf(peer);

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

    /// <summary>What this node subscribes to or offers changed; told within 200 ms, however often that happens.</summary>
    public void SetInterest(Interest interest)
    {
        if (!interest.Equals(Interest))
        {
            Interest = interest;
            MeshInstant due = _turn.Now + ProtocolLimits.PresenceDelay;
            Advance(_written is { } last && last + ProtocolLimits.InterestTime > due ? last + ProtocolLimits.InterestTime : due);
        }
    }

    /// <summary>A link came up or was lost: told soon if few are about by then, else with the next presence, since links come and go while nodes move.</summary>
    public void OnNeighboursChanged()
    {
        if (_isOn && _neighboursDue == MeshInstant.Never)
        {
            MeshInstant soon = _turn.Now + ProtocolLimits.NeighboursDelay;
            _neighboursDue = _written is { } last && last + ProtocolLimits.NeighboursTime > soon ? last + ProtocolLimits.NeighboursTime : soon;
            _deadlines.Set(_neighboursDue, TimerKind.Presence);
        }
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
        bool isSoon = _turn.Now >= _neighboursDue && _directory.Count < PeersPerInterval;
        if ((_turn.Now >= _due || isSoon) && !_isLeaving)
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

        _written = _turn.Now;
        _neighboursDue = MeshInstant.Never;
        PresenceBody body = new(
            Name,
            [.. _rooms.Take(ProtocolLimits.PresenceRoomsMax)],
            _isLeaving,
            Math.Min(IntervalSeconds, ushort.MaxValue),
            _directory.OwnNeighbours(_self),
            _isLeaving ? Interest.None : Interest);
        _author.Write(RoomId.Presence, ServiceClass.Ephemeral, new PublishCommand(0, string.Empty, PresenceBody.MessageKind, body.Encode()));
    }

    private void Plan(TimeSpan wait)
    {
        if (_isOn)
        {
            _due = _turn.Now + wait;
            _deadlines.Set(_due, TimerKind.Presence);
        }
    }

    private void Advance(MeshInstant due)
    {
        if (_isOn && due < _due)
        {
            _due = due;
            _deadlines.Set(due, TimerKind.Presence);
        }
    }
}
