using Mesh.Wire;

namespace Mesh.Protocol.Neighbours;

/// <summary>
/// Notices within three seconds that a link is dead (docs/protocol.md, "Neighbours and liveness"). Received bytes count as life.
/// The lower PeerId pings; the other side expects those pings and asks itself when they stay out.
/// </summary>
internal sealed class Liveness
{
    private readonly PeerId _self;
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly bool _isOn;

    /// <summary>Makes the liveness of a node.</summary>
    public Liveness(ProtocolOptions options, Turn turn, DeadlineQueue deadlines)
    {
        _self = options.Self;
        _isOn = options.WatchesLinks;
        _turn = turn;
        _deadlines = deadlines;
    }

    /// <summary>Begins to watch a link.</summary>
    public void Watch(LinkState link)
    {
        link.LastReceived = _turn.Now;
        if (_isOn)
        {
            Ping(link);
            Plan(link);
        }
    }

    /// <summary>Bytes came.</summary>
    public void OnReceived(LinkState link)
    {
        link.LastReceived = _turn.Now;
        link.IsSuspect = false;
    }

    /// <summary>A room message passed either way.</summary>
    public void OnMessage(LinkState link)
    {
        bool wasIdle = _turn.Now - link.LastMessage >= ProtocolLimits.BusyTime;
        link.LastMessage = _turn.Now;
        if (_isOn && wasIdle && link.IsAgreed)
        {
            Plan(link);
        }
    }

    /// <summary>Answers a PING.</summary>
    public void OnPing(LinkState link, in PingRecord ping) =>
        _turn.Send(link.Id, SendClass.Control, new PongRecord(ping.Token));

    /// <summary>Takes an answer; its token is the instant at which the ping left.</summary>
    public void OnPong(LinkState link, in PongRecord pong)
    {
        long sent = (long)pong.Token;
        if (sent < 0 || sent > _turn.Now.Microseconds || sent < link.PingOutSince.Microseconds)
        {
            return;
        }

        link.RoundTrip.Add(_turn.Now - new MeshInstant(sent));
        link.PingOutSince = MeshInstant.Never;
        link.PingsOut = 0;
    }

    /// <summary>Sends a ping now.</summary>
    public void Ping(LinkState link)
    {
        if (link.PingsOut == 0)
        {
            link.PingOutSince = _turn.Now;
        }

        link.PingsOut++;
        link.LastPing = _turn.Now;
        _turn.Send(link.Id, SendClass.Control, new PingRecord((ulong)_turn.Now.Microseconds));
    }

    /// <summary>This node stood still itself: whatever it waits for gets its time anew.</summary>
    public void OnOwnStall(LinkState link)
    {
        link.LastReceived = _turn.Now;
        if (link.PingsOut > 0)
        {
            link.PingOutSince = _turn.Now;
        }
    }

    /// <summary>Looks after a link whose timer ran out.</summary>
    /// <returns>True when the link is dead.</returns>
    public bool OnDeadline(LinkState link)
    {
        if (_turn.Now < link.LivenessDue)
        {
            return false;
        }

        TimeSpan silence = _turn.Now - Later(link.LastReceived, SilenceSince(link));
        if (silence >= DeadAfter(link))
        {
            return true;
        }

        if (!link.IsSuspect && link.PingsOut >= 2 && silence >= link.RoundTrip.Explained)
        {
            link.IsSuspect = true;
            _turn.Trace(TraceKind.Suspect, link.Id);
        }

        if (_turn.Now >= PingDue(link))
        {
            Ping(link);
        }

        Plan(link);
        return false;
    }

    private static MeshInstant Later(MeshInstant left, MeshInstant right) => left >= right ? left : right;

    /// <summary>When an answer began to be due: the first unanswered ping, or the peer's ping that stays out.</summary>
    private MeshInstant SilenceSince(LinkState link) =>
        link.PingsOut > 0 ? link.PingOutSince : link.LastReceived + ProtocolLimits.PingIdle;

    private TimeSpan DeadAfter(LinkState link)
    {
        TimeSpan patience = ProtocolLimits.DeadAfter + link.RoundTrip.Explained - TimeSpan.FromMilliseconds(150);
        bool isCongested = link.QueueBytes >= ProtocolLimits.ClearQueueBytes;
        return isCongested || patience > ProtocolLimits.DeadAfterMax ? ProtocolLimits.DeadAfterMax : patience;
    }

    private MeshInstant PingDue(LinkState link)
    {
        if (link.PingsOut > 0)
        {
            return link.LastPing + Max(link.RoundTrip.Explained, ProtocolLimits.PingBusy);
        }

        bool isBusy = _turn.Now - link.LastMessage < ProtocolLimits.BusyTime;
        if (isBusy && IsPinger(link))
        {
            return link.LastPing + ProtocolLimits.PingBusy;
        }

        // An estimate that one slow answer spoilt must not keep the other side from asking.
        return IsPinger(link)
            ? link.LastPing + ProtocolLimits.PingIdle
            : link.LastReceived + ProtocolLimits.PingIdle + Min(link.RoundTrip.Explained, ProtocolLimits.DeadAfter);
    }

    private bool IsPinger(LinkState link) => _self.CompareTo(link.Peer) < 0;

    private void Plan(LinkState link)
    {
        MeshInstant dead = Later(link.LastReceived, SilenceSince(link)) + DeadAfter(link);
        MeshInstant due = MeshInstant.Min(PingDue(link), dead);
        due = Later(due, _turn.Now + TimeSpan.FromMilliseconds(1));
        link.LivenessDue = due;
        _deadlines.Set(due, TimerKind.Liveness, link.Id.Value);
    }

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left <= right ? left : right;

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left >= right ? left : right;
}
