using System.Net;
using Mesh.Discovery;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

public sealed class MdnsInterfacesTests
{
    [Fact]
    public void Interface_that_comes_later_gets_the_whole_burst()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        lan.SetInterfaces(one);
        lan.Run(TimeSpan.FromMinutes(1));
        lan.Wire.Clear();
        MeshInstant came = lan.Now;
        lan.SetInterfaces(one, MdnsLan.Cable(1, ipv6: false));
        lan.Run(TimeSpan.FromSeconds(9.5));
        double[] expected = [0, 1, 3, 9];
        Assert.Equal(expected, lan.Wire.Where(packet => packet.IsBrowse).Select(packet => (packet.At - came).TotalSeconds));
    }

    [Fact]
    public void Interface_that_goes_takes_its_sightings_along()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        Station two = lan.Add(2);
        lan.Run(TimeSpan.FromSeconds(5));
        lan.SetInterfaces(one);
        Assert.True(one.Lost(two));
        Assert.Empty(one.Engine.Segments);
    }

    [Fact]
    public void Peer_that_is_still_heard_over_the_other_family_is_not_gone()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        Station two = lan.Add(2);
        lan.Run(TimeSpan.FromSeconds(5));
        lan.SetInterfaces(one, MdnsLan.Cable(1, ipv6: false));
        Assert.False(one.Lost(two));
    }

    [Fact]
    public void New_address_is_announced_with_the_next_breath()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, ipv4: false);
        lan.Run(TimeSpan.FromSeconds(30));
        lan.Wire.Clear();
        lan.SetInterfaces(one, MdnsLan.Cable(1));
        lan.Run(TimeSpan.FromMilliseconds(10));
        Assert.Contains(lan.Wire, packet => packet.Segment.IPv6 && packet.Message.Answers.Any(record => record.Type == DnsType.A));
    }

    [Fact]
    public void Recreated_interface_with_another_index_is_a_new_one()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        lan.Run(TimeSpan.FromSeconds(5));
        lan.SetInterfaces(one, MdnsLan.Cable(1, index: 9));
        Assert.All(one.Engine.Segments, segment => Assert.Equal(9, segment.Id.InterfaceIndex));
        Assert.All(one.Engine.Segments, segment => Assert.False(segment.Claim.IsEstablished));
    }

    [Fact]
    public void Only_addresses_of_the_interface_that_the_answer_leaves_by_are_told()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        lan.SetInterfaces(one, MdnsLan.Cable(1), MdnsLan.Cable(77, name: "wlan0", index: 3));
        lan.Run(TimeSpan.FromSeconds(2));
        foreach (MdnsLanPacket packet in lan.Wire.Where(packet => packet.Message.IsResponse))
        {
            IPAddress[] told = [.. packet.Message.Answers.Select(record => record.TryGetAddress(out IPAddress? address) ? address : null).OfType<IPAddress>()];
            InterfaceSnapshot left = one.Interfaces.Single(entry => entry.Index == packet.Segment.InterfaceIndex);
            Assert.Equal(2, told.Length);
            Assert.All(told, address => Assert.True(left.Owns(address)));
        }
    }

    [Theory]
    [InlineData("docker0", false)]
    [InlineData("veth12ab", false)]
    [InlineData("br-4f2", false)]
    [InlineData("virbr0", false)]
    [InlineData("awdl0", false)]
    [InlineData("llw0", false)]
    [InlineData("wlan0", true)]
    [InlineData("br0", true)]
    [InlineData("p2p-wlan0-0", true)]
    public void Interfaces_of_containers_are_ignored_unless_named(string name, bool used)
    {
        InterfaceSnapshot entry = MdnsLan.Cable(1, name: name);
        Assert.Equal(used, new InterfaceChoice([]).Fault(entry) is null);
        Assert.Null(new InterfaceChoice([name]).Fault(entry));
        Assert.NotNull(new InterfaceChoice(["other"]).Fault(entry));
    }

    [Fact]
    public void States_tell_why_an_interface_is_not_used_and_which_name_does_not_exist()
    {
        var choice = new InterfaceChoice(["eth0", "wlan9"]);
        var engine = new MdnsEngine(new PeerAnnouncement(MdnsLan.Id(1), "x", 1, "00", 1, 1), new MeshRandom(1));
        InterfaceSnapshot down = MdnsLan.Cable(1) with { IsUp = false };
        IReadOnlyList<InterfaceState> states = MdnsInterfaceStates.Of([down], choice, engine, _ => false, MeshInstant.Zero);
        Assert.Equal(
            ["eth0 is down or has no carrier; switch it on, plug it in or join a network.", "There is no interface 'wlan9'; name one of eth0."],
            states.Select(state => state.Fault));
    }

    [Fact]
    public void Subnets_are_compared_to_the_bit()
    {
        var address = new InterfaceAddress(IPAddress.Parse("10.1.2.3"), 30);
        Assert.True(address.Reaches(IPAddress.Parse("10.1.2.1")));
        Assert.False(address.Reaches(IPAddress.Parse("10.1.2.4")));
        Assert.False(address.Reaches(IPAddress.IPv6Loopback));
    }
}
