using System.Net;
using Mesh.Transports;

namespace Mesh.Tests.Unit.Transports;

public sealed class InterfaceTableTests
{
    [Theory]
    [InlineData("192.168.49.1", true)]
    [InlineData("192.168.49.201", true)]
    [InlineData("10.0.0.9", false)]
    [InlineData("192.168.50.1", false)]
    [InlineData("169.254.3.4", true)]
    [InlineData("fe80::1", false)]
    public void Address_is_ambiguous_when_two_interfaces_are_in_its_network_or_it_is_link_local(string address, bool expected)
    {
        InterfaceTable table = new(
        [
            Of("p2p-wlan0-0", 3, "192.168.49.200", "192.168.49.0/24"),
            Of("p2p-wlan0-1", 4, "192.168.49.201", "192.168.49.0/24"),
            Of("eth0", 2, "10.0.0.7", "10.0.0.0/8"),
        ]);
        Assert.Equal(expected, table.IsAmbiguous(IPAddress.Parse(address)));
    }

    private static LinkInterface Of(string name, int index, string address, string network) => new(name, index, [IPAddress.Parse(address)], [IPNetwork.Parse(network)]);
}
