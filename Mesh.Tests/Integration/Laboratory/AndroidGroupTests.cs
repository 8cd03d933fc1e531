using System.Diagnostics;
using System.Globalization;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// Two Wi-Fi Direct groups as phones make them: each owner is 192.168.49.1/24, and gives its clients addresses of the same network. Routes by IPv4 lead
/// into one of the two only, so a laptop in both has to go by the interface.
/// </summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class AndroidGroupTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Laptop_that_enters_a_second_group_of_equal_addresses_bridges_them_in_3_s(bool ipv6)
    {
        LabHostOptions options = new() { IPv4 = false, IPv6 = ipv6 };
        await using MeshGroup group = await MeshGroup.StartAsync([options, options, options], (air, _) => air);
        (MeshHost owner, MeshHost laptop, MeshHost otherOwner) = (group[0], group[1], group[2]);
        await AddressAsync(owner, "wl0", "192.168.49.1");
        await AddressAsync(laptop, "wl0", "192.168.49.200");
        await AddressAsync(otherOwner, "wl0", "192.168.49.1");
        await group.Network.ShapeAsync(air => air.Connect(owner.Process.Host, laptop.Process.Host));
        await laptop.WaitForLinkToAsync(owner, MeshGroup.Patience);

        LabInterface second = await group.Network.AddInterfaceAsync(laptop.Process.Host);
        await AddressAsync(laptop, second.Name, "192.168.49.201");
        await group.Network.ShapeAsync(air => air.ConnectInterfaces(second, otherOwner.Process.Host.Radio));
        long entered = Stopwatch.GetTimestamp();
        LabLine up = await laptop.WaitForLinkToAsync(otherOwner, MeshGroup.Patience);
        Assert.InRange(up.Since(entered), TimeSpan.Zero, LabBounds.LinkedAgain);
        Assert.Equal(second.Name, up.Field("interface"));

        await otherOwner.WaitForEventAsync("peer-appeared", line => line.Field("peer") == owner.Peer, MeshGroup.Patience);
        await owner.WaitForEventAsync("peer-appeared", line => line.Field("peer") == otherOwner.Peer, MeshGroup.Patience);
        await owner.SayAsync("from one group");
        Assert.Equal([1, 2], (await group.ShownByAllAsync(owner, "from one group")).Select(line => line.Number("hops")));
        await otherOwner.SayAsync("from the other");
        Assert.Equal([2, 1], (await group.ShownByAllAsync(otherOwner, "from the other")).Select(line => line.Number("hops")));
    }

    private static Task AddressAsync(MeshHost host, string name, string address) => LabCommand.RunAsync(
        "ip", ["-n", host.Process.Host.Namespace, "addr", "add", string.Create(CultureInfo.InvariantCulture, $"{address}/24"), "dev", name, "brd", "+"]);
}
