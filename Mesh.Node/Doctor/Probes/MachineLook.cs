using System.Net;
using System.Net.Sockets;

namespace Mesh.Node.Doctor.Probes;

/// <summary>Takes one look at the machine, all probes side by side.</summary>
internal static class MachineLook
{
    /// <summary>The facts of the machine as far as they concern a node; within three seconds.</summary>
    public static async Task<MachineFacts> TakeAsync(IMachine machine, NodeFacts node, CancellationToken cancellationToken)
    {
        Task<IReadOnlyList<DeviceFacts>> devices = DeviceProbe.LookAsync(machine, node.Interfaces, cancellationToken);
        Task<FirewallFacts> firewall = FirewallProbe.LookAsync(machine, node, cancellationToken);
        Task<OwnPortFacts[]> ownPort = Task.WhenAll(OwnAddresses(node).Select(own => ConnectAsync(machine, own.Interface, own.EndPoint, cancellationToken)));
        Task<IReadOnlyList<NeighbourFacts>> neighbours = NeighbourProbe.LookAsync(machine, [.. node.Dials.SelectMany(dial => dial.Addresses)], cancellationToken);
        Task<string?> route = RouteAsync(machine, cancellationToken);
        bool isHeld = node.Interfaces.Any(one => one.Families.Any(family => family.PortHeld));
        return new MachineFacts
        {
            System = machine.System,
            Privileged = machine.IsPrivileged,
            Devices = await devices,
            Holders = isHeld ? HolderProbe.Look(machine) : [],
            Firewall = await firewall,
            OwnPort = await ownPort,
            Neighbours = await neighbours,
            MulticastRoute = await route,
            Disk = node.DataFolder is { } folder ? DiskOf(machine, folder) : null,
        };
    }

    /// <summary>Room for a folder; null when unknown.</summary>
    public static DiskFacts? DiskOf(IMachine machine, string folder) =>
        machine.Space(folder) is { } space ? new DiskFacts(folder, space.Free, space.Total) : null;

    private static IEnumerable<(string Interface, IPEndPoint EndPoint)> OwnAddresses(NodeFacts node)
    {
        if (node.Port is not int port)
        {
            yield break;
        }

        foreach (InterfaceFacts one in node.Outward)
        {
            IPAddress[] addresses = [.. one.Addresses.Select(text => IPAddress.TryParse(text.Split('/')[0], out IPAddress? address) ? address : null).OfType<IPAddress>()];
            foreach (IPAddress? address in new[] { addresses.FirstOrDefault(own => own.AddressFamily == AddressFamily.InterNetwork), addresses.FirstOrDefault(own => own.IsIPv6LinkLocal) })
            {
                if (address is not null)
                {
                    yield return (one.Name, new IPEndPoint(address, port));
                }
            }
        }
    }

    private static async Task<OwnPortFacts> ConnectAsync(IMachine machine, string on, IPEndPoint endPoint, CancellationToken cancellationToken) =>
        new(on, endPoint.ToString(), await machine.ConnectAsync(endPoint, cancellationToken));

    private static async Task<string?> RouteAsync(IMachine machine, CancellationToken cancellationToken)
    {
        string? answer = machine.System == "linux" ? await machine.RunAsync("ip", ["route", "get", "224.0.0.251"], cancellationToken) : null;
        string[] words = (answer ?? string.Empty).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int dev = Array.IndexOf(words, "dev");
        return dev >= 0 && dev + 1 < words.Length ? words[dev + 1].Trim() : null;
    }
}
