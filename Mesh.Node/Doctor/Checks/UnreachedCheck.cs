using System.Net;
using Mesh.Node.Doctor.Probes;

namespace Mesh.Node.Doctor.Checks;

/// <summary>
/// Who was heard or given and not reached, and by whose fault. Isolation is told only where multicast of a peer arrives and the system cannot find out its
/// link-layer address or has lost it, so that not even one frame for this machine alone came through; a firewall at the peer's lets those pass.
/// </summary>
internal sealed class UnreachedCheck : ICheck
{
    private const int NamedMax = 3;
    private const int ConfirmedSecondsMax = 10;

    /// <summary>Nothing of what a peer calls itself stands in a command: whoever is troubled pastes it.</summary>
    private const string There = "mesh doctor";

    /// <summary>Whether more time would tell why a peer was not reached.</summary>
    public static bool IsUndecided(Facts facts) => facts.Node.Dials.Any(dial =>
        IsSilent(dial) && WasHeard(dial, facts) && !IsIsolated(dial, facts) && !Passes(dial, facts));

    public IEnumerable<Finding> Look(Facts facts)
    {
        DialFacts[] dials = [.. facts.Node.Dials.Where(dial => (dial.Given && !IsReached(dial, facts)) || WasHeard(dial, facts)).GroupBy(dial => dial.Peer ?? dial.Who).Select(ofPeer => ofPeer.Last())];
        DialFacts[] silent = [.. dials.Where(dial => IsSilent(dial) && WasHeard(dial, facts))];
        HashSet<string?> isolating = [.. silent.Where(dial => IsIsolated(dial, facts)).Select(dial => dial.Interface)];

        // What isolates one isolates all beside it, also those of whom nothing is known yet.
        DialFacts[] isolated = [.. silent.Where(dial => isolating.Contains(dial.Interface) && !Passes(dial, facts))];
        foreach (IGrouping<string?, DialFacts> on in isolated.GroupBy(dial => dial.Interface))
        {
            yield return Finding.Problem(
                FindingCode.ClientIsolation,
                on.Key,
                $"{Named(on)} {(on.Count() == 1 ? "is" : "are")} heard{On(on.Key)}, but no frame for this machine alone comes through: the access point isolates its clients, or a switch does.",
                "Switch off client isolation (AP isolation, guest network) at the access point, or make a network of your own.");
        }

        foreach (DialFacts dial in dials.Except(isolated).Take(NamedMax * 2))
        {
            yield return Of(dial, facts);
        }
    }

    /// <summary>Whether a given peer is linked at another address of the same name.</summary>
    private static bool IsReached(DialFacts dial, Facts facts) => GivenOf(dial, facts) is { } given && given.EndPoints.Any(endPoint => facts.Node.Links.Any(link => link.Address == endPoint));

    private static GivenFacts? GivenOf(DialFacts dial, Facts facts) =>
        dial.Given ? facts.Node.GivenPeers.FirstOrDefault(given => given.EndPoints.Intersect(dial.Addresses).Any()) : null;

    private static bool IsSilent(DialFacts dial) => dial.Outcome is DialWords.TimedOut or DialWords.Unreachable;

    private static IEnumerable<NeighbourFacts> Entries(DialFacts dial, Facts facts)
    {
        HashSet<string?> addresses = [.. dial.Addresses.Select(NeighbourProbe.AddressOf)];
        return facts.Machine.Neighbours.Where(entry => addresses.Contains(entry.Address));
    }

    /// <summary>Whether frames for one machine alone came through lately. The system believes so for up to 45 s after the last, which is too long to tell anything.</summary>
    private static bool Passes(DialFacts dial, Facts facts) =>
        Entries(dial, facts).Any(entry => entry.State == NeighbourProbe.Reachable && (entry.ConfirmedSecondsAgo ?? 0) <= ConfirmedSecondsMax);

    private static bool IsIsolated(DialFacts dial, Facts facts) => !Passes(dial, facts)
        && Entries(dial, facts).Any(entry => entry.State is NeighbourProbe.Failed or NeighbourProbe.Incomplete or NeighbourProbe.Probing);

    private static bool WasHeard(DialFacts dial, Facts facts)
    {
        HashSet<string?> addresses = [.. dial.Addresses.Select(NeighbourProbe.AddressOf)];
        return facts.Node.Interfaces.SelectMany(one => one.Families).SelectMany(family => family.Heard).Any(heard =>
            (heard.Peer is not null && heard.Peer == dial.Peer) || (IPAddress.TryParse(heard.Address, out IPAddress? from) && addresses.Contains(new IPAddress(from.GetAddressBytes()).ToString())));
    }

    private static Finding Of(DialFacts dial, Facts facts)
    {
        string met = dial.Given ? $"The given peer {GivenOf(dial, facts)?.Address ?? dial.Who}" : $"{dial.Who} is heard{On(dial.Interface)}, but";
        string at = string.Join(", ", dial.Addresses.Take(NamedMax));
        string port = dial.Addresses.Select(address => address[(address.LastIndexOf(':') + 1)..]).FirstOrDefault("6374");
        return dial.Outcome switch
        {
            DialWords.Refused => Finding.Problem(
                FindingCode.PortRefused, dial.Interface, $"{met} refuses connections at {at}: its node has ended, or its firewall says no; ask the doctor there.", There),
            DialWords.Forbidden => Finding.Problem(
                FindingCode.LocalNetworkForbidden,
                dial.Interface,
                $"This system does not let mesh connect to {dial.Who} at {at}.",
                facts.Machine.System == "macos" ? "open 'x-apple.systempreferences:com.apple.preference.security?Privacy_LocalNetwork'" : "mesh doctor"),
            DialWords.NoLink => Finding.Problem(FindingCode.LinkRefused, dial.Interface, $"{met} gave no link at {at}: {dial.Text.TrimEnd('.')}; ask the doctor there.", There),
            _ => Finding.Problem(
                FindingCode.PortSilent,
                dial.Interface,
                $"{met} does not answer at {at}: a firewall there keeps out TCP port {port}{(Passes(dial, facts) ? string.Empty : ", it has left, or the access point isolates its clients")}; ask the doctor there.",
                There),
        };
    }

    private static string Named(IEnumerable<DialFacts> dials)
    {
        string[] names = [.. dials.Select(dial => dial.Who).Distinct().Order(StringComparer.Ordinal)];
        return names.Length <= NamedMax ? string.Join(", ", names) : $"{string.Join(", ", names.Take(NamedMax))} and {names.Length - NamedMax} more";
    }

    private static string On(string? name) => name is null ? string.Empty : $" on {name}";
}
