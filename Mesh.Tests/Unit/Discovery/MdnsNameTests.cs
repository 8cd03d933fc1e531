using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

public sealed class MdnsNameTests
{
    [Fact]
    public void Second_node_of_a_name_takes_a_number_and_the_first_keeps_the_name()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, "Anna");
        lan.Run(TimeSpan.FromSeconds(5));
        Station two = lan.Add(2, "Anna");
        lan.Run(TimeSpan.FromSeconds(5));
        Assert.Equal("Anna", one.Engine.Instance.FirstLabel);
        Assert.Equal("Anna (2)", two.Engine.Instance.FirstLabel);
        Assert.True(one.Sees(two) && two.Sees(one));
    }

    [Fact]
    public void Names_that_are_known_to_be_taken_are_skipped()
    {
        var lan = new MdnsLan();
        Station[] stations = [.. Enumerable.Range(1, 12).Select(i =>
        {
            Station station = lan.Add(i, "Anna");
            lan.Run(TimeSpan.FromSeconds(4));
            return station;
        })];
        Assert.Equal(12, stations.Select(station => station.Engine.Instance).Distinct().Count());
        Assert.StartsWith("Anna ", stations[11].Engine.Instance.FirstLabel, StringComparison.Ordinal);
        Assert.All(stations, one => Assert.All(stations.Where(other => other != one), other => Assert.True(one.Sees(other))));
    }

    [Fact]
    public void Nodes_of_one_name_that_start_together_all_get_names_and_see_each_other_at_once()
    {
        var lan = new MdnsLan();
        Station[] stations = [.. Enumerable.Range(1, 4).Select(i => lan.Add(i, "somebody"))];
        lan.Run(TimeSpan.FromSeconds(12));
        Assert.Equal(4, stations.Select(station => station.Engine.Instance).Distinct().Count());
        Assert.All(stations, one => Assert.All(stations.Where(other => other != one), other => Assert.True(one.Sees(other))));
    }

    [Fact]
    public void Conflict_between_two_established_nodes_ends_with_two_names()
    {
        var lan = new MdnsLan { Loses = (_, _) => true };
        Station one = lan.Add(1, "Anna");
        Station two = lan.Add(2, "Anna");
        lan.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(one.Engine.Instance, two.Engine.Instance);
        lan.Loses = (_, _) => false;
        lan.Run(TimeSpan.FromSeconds(30));
        Assert.NotEqual(one.Engine.Instance, two.Engine.Instance);
        Assert.True(one.Sees(two) && two.Sees(one));
    }

    [Fact]
    public void Endless_conflicts_are_answered_ever_more_slowly_and_the_node_is_still_seen_by_its_probes()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, "Anna", ipv6: false);
        Station other = lan.Add(2, ipv6: false);
        lan.Run(TimeSpan.FromSeconds(5));
        lan.Wire.Clear();
        other.Sightings.Clear();
        for (int i = 0; i < 600; i++)
        {
            // Prevents an attacker who claims every name from making us probe without pause.
            lan.Inject(one, MdnsHostile.Announcement(7, one.Engine.Instance.FirstLabel, 120));
            lan.Run(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(lan.Wire.Count(packet => packet.From == one && packet.IsProbe), 1, 60);
        Assert.False(other.Lost(one));
        Assert.Equal(63, System.Text.Encoding.UTF8.GetByteCount(InstanceLabel.Of(new string('x', 80), " (2)")));
    }

    [Theory]
    [InlineData("Anna v. B", "Anna v. B")]
    [InlineData("a\u001b[31mb\u202Ec", "a[31mbc")]
    [InlineData("\u0007", "mesh node")]
    public void Label_loses_controls_and_is_never_empty(string name, string label) => Assert.Equal(label, InstanceLabel.Of(name, string.Empty));

    [Fact]
    public void Label_is_cut_at_a_character()
    {
        string label = InstanceLabel.Of(string.Concat(Enumerable.Repeat("😀", 40)), " (2)");
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 14)) + " (2)", label);
    }

    [Fact]
    public void Text_says_what_was_announced_and_rubbish_says_nothing()
    {
        var announcement = new Mesh.Discovery.PeerAnnouncement(MdnsLan.Id(3), "x", 1, "00112233AABBCCDD", 2, 5);
        Assert.Equal(new ServiceText(MdnsLan.Id(3), "00112233aabbccdd", 2, 5), ServiceText.Decode(ServiceText.Encode(announcement)));
        byte[] rubbish = [4, .. "id=a"u8, 6, .. "net=\u001b["u8, 7, .. "rev=5-2"u8, 200];
        Assert.Equal(new ServiceText(null, null, 0, 0), ServiceText.Decode(rubbish));
        byte[] twice = [7, .. "REV=1-2"u8, 7, .. "rev=8-9"u8];
        Assert.Equal(new ServiceText(null, null, 1, 2), ServiceText.Decode(twice));
    }
}
