using System.Diagnostics;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Hosts that lack a family of addresses, an interface, or any network.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class AddressTests
{
    // The first cannot reach the last; the one between them has both families and carries their lines.
    [Fact]
    public async Task Host_without_IPv4_and_host_without_IPv6_chat_over_one_that_has_both()
    {
        LabHostOptions both = new();
        await using MeshGroup group = await MeshGroup.StartAsync(
            [both with { IPv4 = false }, both, both with { IPv6 = false }], (air, hosts) => air.ConnectAll(hosts));
        Assert.StartsWith("[fe80::", (await group[0].WaitForLinkToAsync(group[1], MeshGroup.Patience)).Field("address"), StringComparison.Ordinal);
        Assert.StartsWith("169.254.", (await group[2].WaitForLinkToAsync(group[1], MeshGroup.Patience)).Field("address"), StringComparison.Ordinal);
        await group[0].SayAsync("from fe80");
        Assert.Equal([1, 2], (await group.ShownByAllAsync(group[0], "from fe80")).Select(line => line.Number("hops")));
        await group[2].SayAsync("from 169.254");
        Assert.Equal([2, 1], (await group.ShownByAllAsync(group[2], "from 169.254")).Select(line => line.Number("hops")));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Two_hosts_with_one_family_alone_chat(bool ipv4, bool ipv6)
    {
        LabHostOptions one = new() { IPv4 = ipv4, IPv6 = ipv6 };
        await using MeshGroup group = await MeshGroup.StartAsync([one, one], (air, hosts) => air.ConnectAll(hosts));
        await group[0].SayAsync("one family");
        Assert.Equal(1, (await group.ShownByAllAsync(group[0], "one family")).Single().Number("hops"));
    }

    [Fact]
    public async Task Interface_that_appears_after_the_start_ends_being_alone()
    {
        LabHostOptions real = new() { DuplicateAddressDetection = true };
        await using MeshGroup group = await MeshGroup.StartAsync([real with { Radio = false }, real], (air, _) => air);
        (MeshHost late, MeshHost other) = (group[0], group[1]);
        await late.WaitForEventAsync("alone", line => line.Text.Contains("\"only-loopback\"", StringComparison.Ordinal), MeshGroup.Patience);
        await group.Network.AddInterfaceAsync(late.Process.Host);
        await group.Network.ShapeAsync(air => air.ConnectAll(group.Network.Hosts));
        long appeared = Stopwatch.GetTimestamp();

        // Addresses are noticed within a second, and IPv6 is tentative for up to two.
        LabLine up = await late.WaitForLinkToAsync(other, MeshGroup.Patience);
        Assert.InRange(up.Since(appeared), TimeSpan.Zero, LabBounds.Of(TimeSpan.FromSeconds(4)));
        await late.SayAsync("here I am");
        await group.ShownByAllAsync(late, "here I am");
    }

    [Fact]
    public async Task Two_profiles_of_one_person_chat_on_a_machine_without_network()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(1, new LabHostOptions { Radio = false });
        MeshHost first = MeshHost.Start(lab, lab.Hosts[0], new MeshHostOptions { Name = "first" });
        await first.WaitForReadyAsync(MeshGroup.Patience);
        MeshHost second = MeshHost.Start(lab, lab.Hosts[0], new MeshHostOptions { Name = "second", Arguments = ["--profile", "second"] });
        await second.WaitForReadyAsync(MeshGroup.Patience);
        Assert.NotEqual(first.Peer, second.Peer);
        await second.WaitForLinkToAsync(first, MeshGroup.Patience);
        await second.SayAsync("to myself");
        LabLine shown = await first.WaitForMessageAsync("to myself", MeshGroup.Patience);
        Assert.Equal((1, "second"), (shown.Number("hops"), shown.Field("from")));
    }
}
