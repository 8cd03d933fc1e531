using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Mesh.Discovery.Static;

/// <summary>
/// A peer's address as a person writes it: <c>host</c>, <c>host:port</c>, <c>192.168.1.7:6374</c>, <c>[fe80::1%eth0]:6374</c> or <c>fe80::1%eth0</c>.
/// The scope stays a name, because the interface may come later than the address.
/// </summary>
internal sealed record PeerEndPointText
{
    /// <summary>The port that is meant where none is written.</summary>
    public const int PortDefault = 6374;

    private const int TextCharactersMax = 320;
    private const int HostCharactersMax = 253;
    private const int LabelCharactersMax = 63;
    private const int ShownCharactersMax = 80;
    private const string Mend = "give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'";

    private PeerEndPointText(string host, IPAddress? address, string? scope, int port)
    {
        Host = host;
        Address = address;
        Scope = scope;
        Port = port;
    }

    /// <summary>The name or the address, without scope and brackets.</summary>
    public string Host { get; }

    /// <summary>The address without its scope, or null for a name that must be resolved.</summary>
    public IPAddress? Address { get; }

    /// <summary>The interface's name or index after '%', or null.</summary>
    public string? Scope { get; }

    /// <summary>The port, 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">What the person wrote.</param>
    /// <param name="peer">The address.</param>
    /// <param name="fault">One sentence that names the thing, the value and the mend.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out PeerEndPointText? peer, [NotNullWhen(false)] out string? fault)
    {
        peer = null;
        string trimmed = text.Trim();
        string shown = new([.. trimmed.Where(c => !char.IsControl(c)).Take(ShownCharactersMax)]);
        if (trimmed.Length is 0 or > TextCharactersMax)
        {
            fault = $"The peer address '{shown}' is {(trimmed.Length == 0 ? "empty" : "too long")}; {Mend}.";
            return false;
        }

        if (!TrySplit(trimmed, out string host, out string? portText))
        {
            fault = $"The peer address '{shown}' has a bracket without its partner or something between bracket and port; {Mend}.";
            return false;
        }

        int port = PortDefault;
        if (portText is not null
            && (!int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > IPEndPoint.MaxPort))
        {
            fault = $"The port in the peer address '{shown}' must be a number from 1 to 65535; leave it out for {PortDefault}.";
            return false;
        }

        return TryParseHost(host, port, shown, out peer, out fault);
    }

    /// <summary>As a person would write it, with the port.</summary>
    public override string ToString()
    {
        string scope = Scope is null ? string.Empty : $"%{Scope}";
        return Address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? string.Create(CultureInfo.InvariantCulture, $"[{Host}{scope}]:{Port}")
            : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
    }

    private static bool TrySplit(string text, out string host, out string? port)
    {
        host = text;
        port = null;
        if (text[0] == '[')
        {
            int close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0 || (close + 1 < text.Length && text[close + 1] != ':'))
            {
                return false;
            }

            host = text[1..close];
            port = close + 1 < text.Length ? text[(close + 2)..] : null;
            return true;
        }

        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0 && colon == text.LastIndexOf(':'))
        {
            host = text[..colon];
            port = text[(colon + 1)..];
        }

        return !text.Contains(']', StringComparison.Ordinal);
    }

    private static bool TryParseHost(string host, int port, string shown, out PeerEndPointText? peer, out string? fault)
    {
        peer = null;
        fault = null;
        int percent = host.IndexOf('%', StringComparison.Ordinal);
        string? scope = percent < 0 ? null : host[(percent + 1)..];
        string bare = percent < 0 ? host : host[..percent];
        bool looksLikeV6 = bare.Contains(':', StringComparison.Ordinal);
        if (looksLikeV6 || percent >= 0 || IsDigitsAndDots(bare))
        {
            // "1.2.3" would be read as 1.2.0.3: whoever writes only digits and dots means four numbers.
            bool whole = looksLikeV6 || bare.Count(c => c == '.') == 3;
            if (!IPAddress.TryParse(whole ? bare : null, out IPAddress? address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || IsMulticast(address))
            {
                fault = $"The peer address '{shown}' holds no IP address of a host; {Mend}.";
            }
            else if (scope is not null && (scope.Length == 0 || !address.IsIPv6LinkLocal))
            {
                fault = $"The peer address '{shown}' has a scope that it cannot have; write the interface after '%' of a link-local IPv6 address only, as in '[fe80::1%eth0]:6374'.";
            }
            else if (scope is null && address.IsIPv6LinkLocal)
            {
                fault = $"The peer address '{shown}' is link-local and lacks its interface; add it, as in '[{bare}%eth0]:{port.ToString(CultureInfo.InvariantCulture)}'.";
            }

            peer = fault is null ? new PeerEndPointText(bare, address, scope, port) : null;
            return fault is null;
        }

        if (!IsHostName(bare))
        {
            fault = $"The peer address '{shown}' holds neither an IP address nor a host name; {Mend}.";
            return false;
        }

        peer = new PeerEndPointText(bare, null, null, port);
        return true;
    }

    private static bool IsDigitsAndDots(string text) => text.Length > 0 && text.All(c => char.IsAsciiDigit(c) || c == '.');

    private static bool IsMulticast(IPAddress address) =>
        address.IsIPv6Multicast || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] >= 224);

    private static bool IsHostName(string text) =>
        text.Length is > 0 and <= HostCharactersMax
        && text.TrimEnd('.').Split('.').All(label => label.Length is > 0 and <= LabelCharactersMax && label.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'));
}
