using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Mesh.Node.Configuration;

namespace Mesh.Node.Web;

/// <summary>Where a bound page is found, in the words of an address bar.</summary>
internal static class PageAddresses
{
    public static PagePlaces Of(PageSettings settings, PageSockets sockets, PageToken token)
    {
        string local = FormattableString.Invariant($"{(IsTlsOnLoopback(settings, sockets) ? "https" : "http")}://localhost:{sockets.Port}/");
        string scheme = settings.UsesTls ? "https" : "http";
        List<string> others = [];
        foreach (IPEndPoint endPoint in sockets.EndPoints.Where(endPoint => !IPAddress.IsLoopback(endPoint.Address)))
        {
            others.AddRange(Concrete(endPoint.Address).Select(address => $"{scheme}://{new IPEndPoint(address, endPoint.Port)}/"));
        }

        return new PagePlaces(settings.NeedsToken ? $"{local}?token={token.Text}" : local, [.. others.Distinct()], token, settings.NeedsToken);
    }

    /// <summary>Where one socket serves every address, loopback is among them and speaks what it speaks.</summary>
    private static bool IsTlsOnLoopback(PageSettings settings, PageSockets sockets) =>
        settings.UsesTls && sockets.EndPoints.Any(endPoint => endPoint.Address.Equals(IPAddress.Any) && endPoint.Port == sockets.Port);

    private static IEnumerable<IPAddress> Concrete(IPAddress address)
    {
        if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
        {
            return [address];
        }

        return NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(own => own.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(own));
    }
}
