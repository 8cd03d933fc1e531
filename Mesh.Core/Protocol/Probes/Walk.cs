using Mesh.Protocol.Presence;

namespace Mesh.Protocol.Probes;

/// <summary>
/// Asks one node after the other, each named by the one before: along the route to a peer, or back along the way of a message to its author
/// (docs/protocol.md, "Probes"). Pure: whoever walks asks <see cref="Next"/> and hands in what came of it. What nodes say is taken on trust, so a walk is
/// bounded whatever they say.
/// </summary>
internal sealed class Walk
{
    private readonly ProbeSubject _subject;
    private readonly Id128 _id;
    private readonly HashSet<PeerId> _visited = [];
    private readonly List<WalkStep> _steps = [];
    private PeerId _at;
    private TimeSpan? _link;
    private bool _wasSilent;

    private Walk(PeerId self, ProbeSubject subject, Id128 id)
    {
        _at = self;
        _subject = subject;
        _id = id;
        _visited.Add(self);
    }

    /// <summary>The nodes asked, this one first.</summary>
    public IReadOnlyList<WalkStep> Steps => _steps;

    /// <summary>How it ended.</summary>
    public WalkEnd End { get; private set; }

    /// <summary>The next question; null when it has ended.</summary>
    public ProbeCommand? Next => End == WalkEnd.Open ? new ProbeCommand(_at, _subject, _id) : null;

    /// <summary>A walk along the route to a peer.</summary>
    public static Walk To(PeerId self, PeerId peer) => new(self, ProbeSubject.Peer, peer.Value);

    /// <summary>A walk back along the way of a message.</summary>
    public static Walk Of(PeerId self, MessageId message) => new(self, ProbeSubject.Message, message.Value);

    /// <summary>The question was answered, or not.</summary>
    public void OnOutcome(ProbeOutcome outcome)
    {
        if (outcome.End == ProbeEnd.TimedOut && !_wasSilent)
        {
            _wasSilent = true;
            return;
        }

        _wasSilent = false;
        _steps.Add(new WalkStep(_at, _link, outcome));
        End = outcome.Echo is { } echo ? GoOn(echo) : EndOf(outcome.End);
    }

    private WalkEnd GoOn(EchoBody echo)
    {
        if (echo.Finding == EchoFinding.Here)
        {
            // Whoever says to be somebody else ends the walk just as well, but not where it was meant to.
            return _subject == ProbeSubject.Peer && _at != new PeerId(_id) ? WalkEnd.NoRoute : WalkEnd.Reached;
        }

        if (echo.Finding != EchoFinding.ByNeighbour)
        {
            return _subject == ProbeSubject.Message ? WalkEnd.NotRemembered : WalkEnd.NoRoute;
        }

        if (_steps.Count > ProtocolLimits.RoutedHopsMax || !_visited.Add(echo.Neighbour))
        {
            return WalkEnd.Loop;
        }

        _at = echo.Neighbour;
        _link = new PresenceNeighbour(echo.Neighbour, echo.RoundTrip).RoundTripTime;
        return WalkEnd.Open;
    }

    private static WalkEnd EndOf(ProbeEnd end) => end switch
    {
        ProbeEnd.Gone => WalkEnd.Gone,
        ProbeEnd.NoRoute => WalkEnd.NoRoute,
        ProbeEnd.TimedOut => WalkEnd.TimedOut,
        _ => WalkEnd.TooMany,
    };
}
