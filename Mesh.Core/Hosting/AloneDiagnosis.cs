using System.Net;
using System.Net.Sockets;
using Mesh.Discovery;
using Mesh.Protocol;
using Mesh.Transports;

namespace Mesh.Hosting;

/// <summary>Tells from the evidence why a node is alone and what to do, most telling first: who was met, then who was heard, then each interface. Pure.</summary>
internal static class AloneDiagnosis
{
    private const int ReasonsMax = 16;

    /// <summary>At least one reason.</summary>
    public static IReadOnlyList<AloneReason> Explain(AloneEvidence evidence)
    {
        List<AloneReason> reasons = [];
        reasons.AddRange(evidence.Refusals.Select(refusal => OfRefusal(refusal, evidence)));
        reasons.AddRange(evidence.Dials.Where(dial => dial.Failure != LinkFailure.Self).Select(OfDial));
        reasons.AddRange(evidence.Strangers.Select(stranger => OfStranger(stranger, evidence)));
        if (evidence.IsMdnsOn)
        {
            HashSet<string?> explained = [.. reasons.Select(reason => reason.Interface)];
            reasons.AddRange(OfInterfaces(evidence).Where(reason => reason.Cause != AloneCause.NobodyHeard || !explained.Contains(reason.Interface)));
        }
        else if (reasons.Count == 0)
        {
            reasons.Add(OfDiscoveryOff(evidence));
        }

        if (reasons.Count == 0)
        {
            reasons.AddRange(OfHeard(evidence.Interfaces));
        }

        return [.. reasons.OrderBy(Rank).Distinct().Take(ReasonsMax)];
    }

    private static int Rank(AloneReason reason) => reason.Cause switch
    {
        AloneCause.PassphraseMismatch => 0,
        AloneCause.RevisionMismatch => 1,
        AloneCause.LinkRefused => 2,
        AloneCause.PortSilent or AloneCause.PortRefused => 3,
        AloneCause.OtherNetwork => 4,
        AloneCause.NoInterface or AloneCause.OnlyLoopback or AloneCause.DiscoveryOff => 5,
        AloneCause.MulticastSilent => 6,
        _ => 7,
    };

    private static AloneReason OfRefusal(ObservedRefusal refusal, AloneEvidence evidence) => refusal.Code switch
    {
        RefusalCode.Passphrase => new(
            AloneCause.PassphraseMismatch,
            refusal.Interface,
            $"{refusal.Who} has another passphrase, or only one of us has one.",
            "Start both nodes with the same passphrase."),
        RefusalCode.Network => OtherNetwork(refusal.Who, refusal.Interface, evidence),
        RefusalCode.Revision => OtherRevision(refusal.Who, refusal.Interface),
        _ => new(
            AloneCause.LinkRefused,
            refusal.Interface,
            RefusalTexts.Of(refusal).Text,
            "Look at the log of the other node."),
    };

    private static AloneReason OfDial(ObservedDial dial)
    {
        string met = dial.IsGiven ? $"The given peer {dial.Who}" : $"{dial.Who} was heard{On(dial.Interface)}, but it";
        return dial.Failure switch
        {
            LinkFailure.Refused => new(
                AloneCause.PortRefused,
                dial.Interface,
                $"{met} refuses connections at {dial.Address}.",
                "Check that the node there still runs and that its firewall lets that TCP port in."),
            LinkFailure.TimedOut => new(
                AloneCause.PortSilent,
                dial.Interface,
                $"{met} does not answer at {dial.Address}.",
                "Open that TCP port in the firewall there, or switch off client isolation at the access point."),
            LinkFailure.Unreachable => new(
                AloneCause.PortSilent,
                dial.Interface,
                $"{met} cannot be reached at {dial.Address}.",
                "Check that both machines are in the same network and have addresses there."),
            LinkFailure.Forbidden => new(
                AloneCause.PortSilent,
                dial.Interface,
                $"This system does not let us connect to {dial.Address}.",
                "Allow this program to reach the local network in the system's privacy settings."),
            _ => new(
                AloneCause.LinkRefused,
                dial.Interface,
                $"{met} gave no link at {dial.Address}: {dial.Text.TrimEnd('.')}.",
                "Look at the log of the other node."),
        };
    }

    private static AloneReason OfStranger(ObservedStranger stranger, AloneEvidence evidence) => stranger.IsOtherNetwork
        ? OtherNetwork(stranger.Who, stranger.Interface, evidence)
        : OtherRevision(stranger.Who, stranger.Interface);

    private static AloneReason OtherNetwork(string who, string? on, AloneEvidence evidence) => new(
        AloneCause.OtherNetwork,
        on,
        $"{who} is near{On(on)}, but in another network than '{evidence.Network}'.",
        "Start both nodes with the same network name.");

    private static AloneReason OtherRevision(string who, string? on) => new(
        AloneCause.RevisionMismatch,
        on,
        $"{who} is near{On(on)}, but speaks another protocol revision.",
        "Bring both nodes to the same version.");

    private static IEnumerable<AloneReason> OfInterfaces(AloneEvidence evidence)
    {
        InterfaceState[] used = [.. evidence.Interfaces.Where(state => state.IsUsed && !state.IsLoopback)];
        if (used.Length == 0)
        {
            return [OfNoInterface(evidence)];
        }

        return used.Select(OfInterface).OfType<AloneReason>();
    }

    // Where a person named interfaces, the others are no news, and the names are the first thing to look at.
    private static AloneReason OfNoInterface(AloneEvidence evidence)
    {
        bool isChosen = evidence.GivenInterfaces.Count > 0;
        bool hasLoopback = evidence.Interfaces.Any(state => state.IsUsed && state.IsLoopback);
        IEnumerable<string> faults = evidence.Interfaces
            .Where(state => !state.IsLoopback && state.Fault is not null && (!isChosen || evidence.GivenInterfaces.Contains(state.Name, StringComparer.Ordinal)))
            .Take(ReasonsMax)
            .Select(state => $"{state.Name}: {state.Fault!.TrimEnd('.')}");
        string why = string.Join("; ", faults);
        string sentence = (isChosen, hasLoopback) switch
        {
            (true, _) => "No network interface that was asked for is usable",
            (_, true) => "No network interface but loopback is usable",
            _ => "No network interface is usable",
        };
        return new AloneReason(
            hasLoopback ? AloneCause.OnlyLoopback : AloneCause.NoInterface,
            null,
            why.Length > 0 ? $"{sentence} ({why})." : $"{sentence}.",
            isChosen
                ? "Ask for an interface that is up, or for none to use all."
                : "Plug in a cable, or join or make a Wi-Fi network; it needs no router.");
    }

    private static AloneReason? OfInterface(InterfaceState state)
    {
        if (state.HeardOthers > 0)
        {
            return null;
        }

        if (state.MulticastReturned == false)
        {
            string fault = state.Fault is null ? "" : $" ({state.Fault.TrimEnd('.')})";
            return new AloneReason(
                AloneCause.MulticastSilent,
                state.Name,
                $"On {state.Name} our own multicast does not come back{fault}.",
                "Let UDP port 5353 through this machine's firewall, or give the address of a peer by hand.");
        }

        string at = state.Addresses.OrderBy(Preference).Select(address => $" ({address})").FirstOrDefault("");
        return new AloneReason(
            AloneCause.NobodyHeard,
            state.Name,
            $"On {state.Name}{at} no other node is heard.",
            "Start a node on another machine in the same network; if one runs there, its firewall or the access point holds back UDP port 5353.");
    }

    private static int Preference(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1;

    private static AloneReason OfDiscoveryOff(AloneEvidence evidence) => new(
        AloneCause.DiscoveryOff,
        null,
        evidence.GivenPeers.Count == 0
            ? "Discovery is switched off and no peer's address was given."
            : $"Discovery is switched off and no given peer has answered yet ({string.Join(", ", evidence.GivenPeers.Take(4))}).",
        "Switch discovery on, or give the address of a node that runs.");

    private static IEnumerable<AloneReason> OfHeard(IReadOnlyList<InterfaceState> interfaces) =>
        interfaces.Where(state => state.HeardOthers > 0).Select(state => new AloneReason(
            AloneCause.LinkRefused,
            state.Name,
            $"On {state.Name} other nodes are heard, but no link has come up yet.",
            "Wait a few seconds; if it stays so, look at the log of the other node."));

    private static string On(string? name) => name is null ? "" : $" on {name}";
}
