using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>Sums up for people how multicast DNS does on each interface.</summary>
internal static class MdnsInterfaceStates
{
    private static readonly TimeSpan HeardLately = TimeSpan.FromMinutes(2);

    /// <summary>One state per interface present, and one per interface asked for and missing.</summary>
    /// <param name="present">The interfaces.</param>
    /// <param name="choice">Which of them are used.</param>
    /// <param name="engine">What was heard and sent.</param>
    /// <param name="isPortHeld">Whether another program holds the port of IPv4 (false) or IPv6 (true) for itself.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<InterfaceState> Of(
        IReadOnlyList<InterfaceSnapshot> present,
        InterfaceChoice choice,
        MdnsEngine engine,
        Func<bool, bool> isPortHeld,
        MeshInstant now)
    {
        List<InterfaceState> states = [];
        foreach (InterfaceSnapshot entry in present)
        {
            MdnsSegment[] segments = [.. engine.Segments.Where(segment => segment.Id.InterfaceIndex == entry.Index)];
            string? fault = choice.Fault(entry);

            // One family that works is enough; a fresh IPv6 address fails for two seconds, and that is no news.
            fault ??= segments.Length > 0 && segments.All(segment => segment.SendFault is not null) ? segments[0].SendFault : null;
            states.Add(new InterfaceState(
                entry.Name,
                entry.Index,
                [.. entry.Addresses.Select(address => address.Address)],
                entry.IsLoopback,
                segments.Length > 0,
                fault,
                Returned(segments, now),
                HeardOthers(segments, now))
            {
                IsUp = entry.IsUp,
                HasGateway = entry.Gateways.Count > 0,
                PrefixLengths = [.. entry.Addresses.Select(address => address.PrefixBits)],
                Families = [.. segments.OrderBy(segment => segment.Id.IPv6).Select(segment => Family(segment, isPortHeld, now))],
            });
        }

        foreach (string name in choice.Missing(present))
        {
            string known = string.Join(", ", present.Select(entry => entry.Name));
            states.Add(new InterfaceState(name, 0, Array.Empty<IPAddress>(), false, false, $"There is no interface '{name}'; name one of {known}.", null, 0));
        }

        return states;
    }

    private static FamilyState Family(MdnsSegment segment, Func<bool, bool> isPortHeld, MeshInstant now) => new(
        segment.Id.IPv6,
        isPortHeld(segment.Id.IPv6),
        segment.SendFault,
        segment.Sent.Returned(now),
        [.. segment.Responders.Latest.Select(heard => Source(segment, heard.Address, heard.At, now))]);

    private static HeardSource Source(MdnsSegment segment, IPAddress address, MeshInstant at, MeshInstant now)
    {
        HeardInstance? instance = segment.Heard.All.FirstOrDefault(entry => entry.Text?.Peer is not null && entry.Source.Equals(address));
        return new HeardSource(address, at, now - at, instance is null ? null : InstanceLabel.Clean(instance.Name.FirstLabel), instance?.Text!.Peer);
    }

    private static bool? Returned(MdnsSegment[] segments, MeshInstant now)
    {
        bool? all = null;
        foreach (MdnsSegment segment in segments)
        {
            bool? returned = segment.Sent.Returned(now);
            all = returned == true || all == true ? true : returned ?? all;
        }

        return all;
    }

    private static int HeardOthers(MdnsSegment[] segments, MeshInstant now) => segments
        .SelectMany(segment => segment.Heard.All)
        .Where(entry => now - entry.LastHeardAt <= HeardLately && entry.Text?.Peer is not null)
        .Select(entry => entry.Text!.Peer)
        .Distinct()
        .Count();
}
