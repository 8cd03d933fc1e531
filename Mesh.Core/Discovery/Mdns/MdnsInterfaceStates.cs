using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>Sums up for people how multicast DNS does on each interface.</summary>
internal static class MdnsInterfaceStates
{
    private static readonly TimeSpan HeardLately = TimeSpan.FromMinutes(2);

    /// <summary>One state per interface present, and one per interface asked for and missing.</summary>
    public static IReadOnlyList<InterfaceState> Of(IReadOnlyList<InterfaceSnapshot> present, InterfaceChoice choice, MdnsEngine engine, MeshInstant now)
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
                HeardOthers(segments, now)));
        }

        foreach (string name in choice.Missing(present))
        {
            string known = string.Join(", ", present.Select(entry => entry.Name));
            states.Add(new InterfaceState(name, 0, Array.Empty<IPAddress>(), false, false, $"There is no interface '{name}'; name one of {known}.", null, 0));
        }

        return states;
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
