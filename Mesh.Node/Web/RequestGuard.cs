using System.Net;
using System.Net.Sockets;

namespace Mesh.Node.Web;

/// <summary>
/// Keeps pages of other origins away from the node, whatever browser they run in: names that were rebound to this machine by their Host, foreign
/// pages by their Origin and by what browsers say of a request's site (docs/security.md, "The page"). Pure.
/// </summary>
internal sealed class RequestGuard
{
    private readonly HashSet<string> _hosts;
    private readonly HashSet<string> _origins;

    /// <param name="hosts">Names besides this machine's own by which the page may be asked for.</param>
    /// <param name="origins">Foreign origins that may talk to the node.</param>
    public RequestGuard(IEnumerable<string> hosts, IEnumerable<string> origins)
    {
        _hosts = new HashSet<string>(hosts, StringComparer.OrdinalIgnoreCase);
        _origins = new HashSet<string>(origins, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The foreign origins that may talk to the node.</summary>
    public IReadOnlyCollection<string> Origins => _origins;

    /// <summary>Whether the request may go on.</summary>
    public GuardAnswer Check(GuardRequest request)
    {
        if (!IsOwnHost(request))
        {
            return GuardAnswer.Refuse(
                421,
                "foreign-host",
                $"This node does not answer to the name '{Shown(request.Host)}'; use localhost or its address, or start it with --page-host NAME.");
        }

        bool isOwnOrigin = request.Origin is null || IsSameOrigin(request.Origin, request.Host);
        bool isAllowedOrigin = !isOwnOrigin && _origins.Contains(request.Origin!);
        if (!isOwnOrigin && !isAllowedOrigin && !IsForEverybody(request))
        {
            return GuardAnswer.Refuse(
                403,
                "foreign-origin",
                $"Pages of {Shown(request.Origin!)} may not talk to this node; if they should, start it with --page-origin {Shown(request.Origin!)}.");
        }

        bool isForeignSite = request.FetchSite is "cross-site" or "same-site";
        return isForeignSite && !isAllowedOrigin && request.Origin is null && !IsForEverybody(request) && !IsVisit(request)
            ? GuardAnswer.Refuse(403, "foreign-origin", "Another site asked for this; only its own pages and origins given with --page-origin may.")
            : GuardAnswer.Allow(isAllowedOrigin ? request.Origin : null);
    }

    /// <summary>Whether the name is one that only this machine answers to, so that asking by it shows no foreign hand.</summary>
    public static bool IsLoopbackHost(string host) => HostName(host) is { } name
        && (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out IPAddress? address) && IPAddress.IsLoopback(address)));

    /// <summary>
    /// A name from the web can be made to point here, an address cannot: so an address is right when it is the one that was reached, whichever
    /// interfaces come and go.
    /// </summary>
    private bool IsOwnHost(GuardRequest request)
    {
        if (HostName(request.Host) is not { } name)
        {
            return false;
        }

        return IsLoopbackHost(request.Host)
            || _hosts.Contains(name.TrimEnd('.'))
            || (IPAddress.TryParse(name, out IPAddress? address) && request.LocalAddress is { } local && Plain(address).Equals(Plain(local)));
    }

    private static bool IsSameOrigin(string origin, string host)
    {
        int scheme = origin.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0
            && origin[..scheme] is "http" or "https"
            && string.Equals(WithoutDefaultPort(origin[(scheme + 3)..]), WithoutDefaultPort(host), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A proxy may name its host with the port that browsers leave out.</summary>
    private static string WithoutDefaultPort(string authority) =>
        authority.EndsWith(":80", StringComparison.Ordinal) ? authority[..^3] : authority.EndsWith(":443", StringComparison.Ordinal) ? authority[..^4] : authority;

    /// <summary>The file that other sites include. It holds no secret and does nothing that the Origin does not allow.</summary>
    private static bool IsForEverybody(GuardRequest request) => request is { Path: "/mesh.js", Method: "GET" or "HEAD", IsUpgrade: false };

    /// <summary>A person follows a link to the page: the answer is shown, and no foreign page reads it.</summary>
    private static bool IsVisit(GuardRequest request) =>
        request is { FetchMode: "navigate", Method: "GET" or "HEAD", Path: "/" or "/join" or "/get" or "/events/frame" };

    private static IPAddress Plain(IPAddress address)
    {
        IPAddress mapped = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return mapped.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(mapped.GetAddressBytes()) : mapped;
    }

    private static string? HostName(string host)
    {
        if (host.StartsWith('['))
        {
            int end = host.IndexOf(']', StringComparison.Ordinal);
            return end > 1 ? host[1..end] : null;
        }

        int colon = host.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? host : host[..colon];
        return name.Length == 0 ? null : name;
    }

    private static string Shown(string text) => Configuration.SettingValue.Shown(text);
}
