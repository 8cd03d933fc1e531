using Mesh.Discovery;
using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>Puts together what the node knows of its surroundings. Belongs to the pump.</summary>
internal sealed class DiagnosisDesk
{
    private readonly MeshOptions _options;
    private readonly NodeClock _clock;
    private readonly AloneWatch _alone;
    private readonly NeighbourBook _neighbours;
    private readonly MachineDriver _machine;
    private readonly MeshInstant _started;

    public DiagnosisDesk(MeshOptions options, NodeClock clock, AloneWatch alone, NeighbourBook neighbours, MachineDriver machine)
    {
        _options = options;
        _clock = clock;
        _alone = alone;
        _neighbours = neighbours;
        _machine = machine;
        _started = clock.Now;
    }

    public MeshDiagnosis Diagnose()
    {
        MeshInstant now = _clock.Now;
        AloneEvidence evidence = _alone.Evidence(now);
        IReadOnlyList<MeshLink> links = _neighbours.Snapshot();
        HashSet<PeerId> linked = [.. links.Select(link => link.Peer)];
        return new MeshDiagnosis
        {
            At = _clock.WallClock,
            Running = now - _started,
            Network = _options.Network,
            IsClosed = !string.IsNullOrEmpty(_options.Passphrase),
            IsMdnsOn = _options.Discovery.Mdns,
            DataFolder = _options.DataFolder,
            GivenInterfaces = _options.Discovery.Interfaces,
            GivenPeers = [.. _alone.GivenAddresses.Select(given => new GivenPeer(given.Address, given.EndPoints, given.Fault))],
            Interfaces = [.. evidence.Interfaces.Select(Of)],
            Dials = [.. evidence.Dials.Where(dial => dial.Failure != LinkFailure.Self && !(dial.Peer is PeerId peer && linked.Contains(peer))).Select(Of)],
            Refusals = [.. evidence.Refusals.Where(refusal => !linked.Contains(refusal.Peer)).Select(Of)],
            Strangers = [.. evidence.Strangers.Select(stranger => new StrangerNode(stranger.Peer, stranger.Who, stranger.Interface, stranger.IsOtherNetwork))],
            Clocks = [.. links.Select(Clock).OfType<NeighbourClock>()],
        };
    }

    private static InterfaceDiagnosis Of(InterfaceState state) => new(
        state.Name,
        state.Index,
        state.IsLoopback,
        state.IsUp,
        state.IsUsed,
        state.HasGateway,
        [.. state.Addresses.Zip(state.PrefixLengths)],
        state.Fault,
        [.. state.Families.Select(family => new FamilyDiagnosis(
            family.IsIPv6,
            family.IsPortHeld,
            family.Fault,
            family.HasReturned,
            [.. family.Heard.Select(heard => new HeardResponder(heard.Address, heard.Age, heard.Name is null ? null : PeerText.Name(heard.Name), heard.Peer))]))]);

    private static FailedDial Of(ObservedDial dial) => new(
        dial.Peer,
        dial.Who,
        dial.Interface,
        dial.IsGiven,
        dial.Tried.Split(' '),
        dial.Failure switch
        {
            LinkFailure.Refused => DialOutcome.Refused,
            LinkFailure.TimedOut => DialOutcome.TimedOut,
            LinkFailure.Unreachable => DialOutcome.Unreachable,
            LinkFailure.Forbidden => DialOutcome.Forbidden,
            _ => DialOutcome.NoLink,
        },
        dial.Text);

    private static RefusedLink Of(ObservedRefusal refusal)
    {
        (string code, string text) = RefusalTexts.Of(refusal);
        return new RefusedLink(refusal.Peer, refusal.Who, refusal.Interface, code, text);
    }

    private NeighbourClock? Clock(MeshLink link) =>
        _machine.ClockLead(link.Peer) is TimeSpan lead ? new NeighbourClock(link.Peer, link.Name, lead) : null;
}
