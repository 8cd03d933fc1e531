using System.Globalization;
using System.Net;

namespace Mesh.Node.Configuration;

/// <summary>An address of this machine on which the page is offered to others.</summary>
/// <param name="Address">The address; 0.0.0.0 or :: stand for every one.</param>
/// <param name="Port">The port, or null for the page's usual one.</param>
internal readonly record struct PageAddress(IPAddress Address, int? Port)
{
    /// <summary>Whether it stands for every address of its family.</summary>
    public bool IsEvery => Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any);

    /// <summary>Reads ADDRESS, ADDRESS:PORT, [ADDRESS6]:PORT or *.</summary>
    /// <exception cref="ComplaintException">It is none of these.</exception>
    public static PageAddress Parse(string source, string text)
    {
        string written = text == "*" ? "0.0.0.0" : text.StartsWith("*:", StringComparison.Ordinal) ? "0.0.0.0" + text[1..] : text;
        if (IPAddress.TryParse(written, out IPAddress? address) && (!written.Contains(']', StringComparison.Ordinal) || written[^1] == ']'))
        {
            return new PageAddress(address, Port: null);
        }

        int colon = written.LastIndexOf(':');
        bool ok = colon > 0
            & IPAddress.TryParse(colon > 0 ? written[..colon] : string.Empty, out IPAddress? host)
            & int.TryParse(colon > 0 ? written[(colon + 1)..] : string.Empty, NumberStyles.None, CultureInfo.InvariantCulture, out int port);
        return ok && port is >= 1 and <= 65535
            ? new PageAddress(host!, port)
            : throw new ComplaintException($"{source} '{SettingValue.Shown(text)}' is no address of this machine; write it in numbers, such as 192.168.49.1, 192.168.49.1:8080 or 0.0.0.0 for every one.");
    }
}
