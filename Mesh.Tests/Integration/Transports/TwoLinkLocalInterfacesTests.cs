using System.Net;
using Mesh.Tests.Integration.Laboratory;
using Mesh.Transports;

namespace Mesh.Tests.Integration.Transports;

/// <summary>
/// A host in the middle with two interfaces, both in 169.254.0.0/16, and one neighbour on each: routing alone takes the first interface for both.
/// </summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class TwoLinkLocalInterfacesTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Host_in_the_middle_accepts_on_both_interfaces()
    {
        await using LabNetwork lab = await StartAsync();
        await using Station middle = new(lab.Hosts[0]);
        for (int side = 0; side < 2; side++)
        {
            await using Station neighbour = new(lab.Hosts[side + 1]);
            LabInterface facing = lab.Hosts[0].Interfaces[side];
            await using ILink dialled = await neighbour.DialAsync(facing.IPv4!, middle.Port, "wl0").WaitAsync(Soon);
            await using ILink accepted = await middle.AcceptAsync().WaitAsync(Soon);
            Assert.Equal(facing.Name, accepted.Remote.Interface);
            Assert.Equal(neighbour.Peer, accepted.Peer);
            await EchoAsync(dialled, accepted);
        }
    }

    [Fact]
    public async Task Host_in_the_middle_dials_by_both_interfaces()
    {
        await using LabNetwork lab = await StartAsync();
        await using Station middle = new(lab.Hosts[0]);
        for (int side = 0; side < 2; side++)
        {
            await using Station neighbour = new(lab.Hosts[side + 1]);
            LabInterface facing = lab.Hosts[0].Interfaces[side];
            await using ILink dialled = await middle.DialAsync(lab.Hosts[side + 1].Radio.IPv4!, neighbour.Port, facing.Name).WaitAsync(Soon);
            await using ILink accepted = await neighbour.AcceptAsync().WaitAsync(Soon);
            Assert.Equal(neighbour.Peer, dialled.Peer);
            await EchoAsync(dialled, accepted);
        }
    }

    [Fact]
    public async Task Without_the_interface_the_second_neighbour_is_out_of_reach()
    {
        await using LabNetwork lab = await StartAsync();
        await using Station middle = new(lab.Hosts[0]);
        await using Station neighbour = new(lab.Hosts[2]);
        var fault = await Assert.ThrowsAsync<LinkException>(() => middle.DialAsync(lab.Hosts[2].Radio.IPv4!, neighbour.Port, null).WaitAsync(Soon));
        Assert.Contains(fault.Failure, (LinkFailure[])[LinkFailure.TimedOut, LinkFailure.Unreachable]);
    }

    [Fact]
    public async Task Interface_that_appears_later_accepts_once_the_listener_is_told_and_one_that_goes_does_no_harm()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(3);
        LabHost host = lab.Hosts[0];
        await using Station middle = new(host);
        LabInterface late = await lab.AddInterfaceAsync(host);
        await lab.ShapeAsync(air => air.ConnectInterfaces(late, lab.Hosts[2].Radio));
        middle.ReadInterfaces();
        await using Station neighbour = new(lab.Hosts[2]);
        await using (ILink dialled = await neighbour.DialAsync(late.IPv4!, middle.Port, "wl0").WaitAsync(Soon))
        {
            await using ILink accepted = await middle.AcceptAsync().WaitAsync(Soon);
            Assert.Equal("wl1", accepted.Remote.Interface);
        }

        await LabCommand.RunAsync("ip", ["-n", host.Namespace, "link", "del", "wl1"]);
        middle.ReadInterfaces();
        await using Station onSameHost = new(host);
        Assert.NotEqual(middle.Port, onSameHost.Port);
        await using ILink again = await onSameHost.DialAsync(host.Radio.IPv4!, middle.Port, "wl0").WaitAsync(Soon);
        await using ILink own = await middle.AcceptAsync().WaitAsync(Soon);
        await EchoAsync(again, own);
    }

    [Fact]
    public async Task Scoped_fe80_addresses_link_over_both_interfaces()
    {
        await using LabNetwork lab = await StartAsync();
        await using Station middle = new(lab.Hosts[0]);
        for (int side = 0; side < 2; side++)
        {
            LabHost other = lab.Hosts[side + 1];
            await other.WaitForAddressesAsync(Soon);
            await using Station neighbour = new(other);
            string facing = lab.Hosts[0].Interfaces[side].Name;
            IPAddress address = new(other.LinkLocalOf("wl0")!.GetAddressBytes(), lab.Hosts[0].IndexOf(facing));
            await using ILink dialled = await middle.DialAsync(address, neighbour.Port, facing).WaitAsync(Soon);
            await using ILink accepted = await neighbour.AcceptAsync().WaitAsync(Soon);
            Assert.Equal("wl0", accepted.Remote.Interface);
            await EchoAsync(dialled, accepted);
        }
    }

    /// <summary>Host 1 in the middle: its wl0 hears host 2, its wl1 hears host 3.</summary>
    private static async Task<LabNetwork> StartAsync()
    {
        LabNetwork lab = await LabNetwork.StartAsync(3);
        LabInterface second = await lab.AddInterfaceAsync(lab.Hosts[0]);
        await lab.ShapeAsync(air => air.ConnectInterfaces(lab.Hosts[0].Radio, lab.Hosts[1].Radio).ConnectInterfaces(second, lab.Hosts[2].Radio));
        return lab;
    }

    private static async Task EchoAsync(ILink one, ILink other)
    {
        await one.SendAsync(new byte[70_000], default);
        Assert.Equal(70_000, (await other.ReceiveAsync(default).AsTask().WaitAsync(Soon))!.Value.Length);
        await other.SendAsync(new byte[] { 7 }, default);
        Assert.Equal(7, (await one.ReceiveAsync(default).AsTask().WaitAsync(Soon))!.Value.Span[0]);
    }
}
