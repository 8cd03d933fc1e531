using System.Net;
using Mesh.Discovery;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

public sealed class MdnsEngineTests
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(20);

    [Fact]
    public void Newcomer_asks_at_once_and_sees_a_running_node_long_before_its_own_probing_ends()
    {
        var lan = new MdnsLan();
        Station old = lan.Add(1);
        lan.Run(Settled);
        MeshInstant start = lan.Now;
        Station young = lan.Add(2);
        Assert.Contains(lan.Wire, packet => packet.At == start && packet.From == young && packet.IsBrowse);
        lan.Run(TimeSpan.FromMilliseconds(65));
        Assert.True(young.Sees(old));
        Assert.DoesNotContain(lan.Wire, packet => packet.From == young && packet.Message.IsResponse);
    }

    [Fact]
    public void Newcomer_is_seen_from_its_first_probe()
    {
        var lan = new MdnsLan();
        Station old = lan.Add(1);
        lan.Run(Settled);
        Station young = lan.Add(2);
        lan.Run(TimeSpan.FromMilliseconds(255));
        Assert.True(old.Sees(young));
        Assert.DoesNotContain(lan.Wire, packet => packet.From == young && packet.Message.IsResponse);
    }

    [Fact]
    public void Sighting_names_the_scoped_source_first_and_carries_the_text()
    {
        var lan = new MdnsLan();
        Station old = lan.Add(1, ipv4: false);
        lan.Run(Settled);
        Station young = lan.Add(2);
        lan.Run(TimeSpan.FromMilliseconds(65));
        PeerSighting sighting = young.Seen.First();
        var expected = new IPEndPoint(new IPAddress(IPAddress.Parse("fe80::1").GetAddressBytes(), 2), 6001);
        Assert.Equal(new PeerSighting(SightingSource.Mdns, old.Id, expected, "eth0", "node 1", "00112233aabbccdd", 1, 2), sighting);
    }

    [Fact]
    public void Own_announcement_is_never_reported_even_by_a_copy_of_the_same_identity()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        Station copy = lan.Add(2, identity: 1);
        lan.Run(Settled);
        Assert.Empty(one.Sightings);
        Assert.Empty(copy.Sightings);
    }

    [Fact]
    public void Claiming_sends_three_probes_a_quarter_second_apart_then_announces_three_times()
    {
        var lan = new MdnsLan();
        lan.Add(1, ipv6: false);
        lan.Run(Settled);
        MeshInstant[] probes = [.. lan.Wire.Where(packet => packet.IsProbe).Select(packet => packet.At)];
        MeshInstant[] announcements = [.. lan.Wire.Where(packet => packet.Message.IsResponse).Select(packet => packet.At)];
        Assert.Equal(3, probes.Length);
        Assert.Equal([TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(500)], probes.Skip(1).Select(at => at - probes[0]));
        double[] expected = [0.75, 1.75, 3.75];
        Assert.Equal(expected, announcements.Select(at => (at - probes[0]).TotalSeconds));
    }

    [Fact]
    public void Unique_records_carry_the_flush_bit_and_the_shared_pointer_does_not()
    {
        var lan = new MdnsLan();
        lan.Add(1);
        lan.Run(Settled);
        DnsMessage announcement = lan.Wire.First(packet => packet.Message.IsResponse).Message;
        Assert.All(announcement.Answers, record => Assert.Equal(record.Type != DnsType.Ptr, record.CacheFlush));
        Assert.Equal(
            [DnsType.Ptr, DnsType.Srv, DnsType.Txt, DnsType.Aaaa, DnsType.A],
            announcement.Answers.Select(record => record.Type));
    }

    [Fact]
    public void Answer_to_a_shared_question_is_delayed_within_20_to_120_milliseconds()
    {
        var lan = new MdnsLan();
        for (int i = 1; i <= 9; i++)
        {
            lan.Add(i, ipv6: false);
        }

        lan.Run(TimeSpan.FromSeconds(12));
        lan.Wire.Clear();
        MeshInstant asked = lan.Now;
        Station young = lan.Add(10, ipv6: false);
        lan.Run(TimeSpan.FromMilliseconds(130));
        TimeSpan[] delays = [.. lan.Wire.Where(packet => packet.Message.IsResponse && packet.From != young).Select(packet => packet.At - asked)];
        Assert.Equal(9, delays.Length);
        Assert.All(delays, delay => Assert.InRange(delay.TotalMilliseconds, 21, 121));
        Assert.True(delays.Max() - delays.Min() > TimeSpan.FromMilliseconds(30));
    }

    [Fact]
    public void Known_answers_silence_the_nodes_they_name()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, ipv6: false);
        Station two = lan.Add(2, ipv6: false);
        lan.Run(Settled);
        lan.Wire.Clear();
        lan.Inject(one, Query(Pointer(two, 120), Pointer(one, 61)));
        lan.Run(TimeSpan.FromMilliseconds(500));
        Assert.DoesNotContain(lan.Wire, packet => packet.From == one && packet.Message.IsResponse);
        lan.Inject(one, Query(Pointer(one, 59)));
        lan.Run(TimeSpan.FromMilliseconds(500));
        Assert.Contains(lan.Wire, packet => packet.From == one && packet.Message.IsResponse);
    }

    [Fact]
    public void Known_answers_that_follow_a_truncated_query_are_waited_for()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, ipv6: false);
        lan.Run(Settled);
        lan.Wire.Clear();
        var first = new DnsMessageWriter(DnsMessage.TruncatedFlag);
        first.TryAdd(new DnsQuestion(OwnService.Type, DnsType.Ptr));
        lan.Inject(one, first.ToArray());
        lan.Run(TimeSpan.FromMilliseconds(300));
        var rest = new DnsMessageWriter(0);
        rest.TryAdd(DnsSection.Answer, Pointer(one, 100));
        lan.Inject(one, rest.ToArray());
        lan.Run(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(lan.Wire, packet => packet.Message.IsResponse);
        lan.Inject(one, first.ToArray());
        lan.Run(TimeSpan.FromMilliseconds(399));
        Assert.DoesNotContain(lan.Wire, packet => packet.Message.IsResponse);
        lan.Run(TimeSpan.FromMilliseconds(102));
        Assert.Contains(lan.Wire, packet => packet.Message.IsResponse);
    }

    [Fact]
    public void Flood_of_queries_brings_at_most_one_answer_a_second()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, ipv6: false);
        lan.Run(Settled);
        lan.Wire.Clear();
        for (int i = 0; i < 1000; i++)
        {
            lan.Inject(one, Query());
            lan.Run(TimeSpan.FromMilliseconds(5));
        }

        Assert.InRange(lan.Wire.Count(packet => packet.Message.IsResponse), 4, 6);
    }

    [Fact]
    public void First_query_gets_a_unicast_answer_where_a_multicast_one_would_have_to_wait()
    {
        var lan = new MdnsLan();
        Station old = lan.Add(1);
        lan.Run(TimeSpan.FromSeconds(1.3));
        Station young = lan.Add(2);
        lan.Run(TimeSpan.FromMilliseconds(5));
        Assert.Contains(lan.Wire, packet => packet.From == old && packet.Unicast is not null);
        Assert.True(young.Sees(old));
    }

    [Fact]
    public void Unicast_datagram_from_beyond_the_link_is_ignored()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        lan.Run(Settled);
        byte[] answer = MdnsHostile.Announcement(7, IPAddress.Parse("8.8.8.8"));
        lan.Inject(one, answer, new IPEndPoint(IPAddress.Parse("8.8.8.8"), MdnsLimits.Port), multicast: false);
        Assert.Empty(one.Sightings);
    }

    [Fact]
    public void Address_records_outside_our_subnets_are_not_reported()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        lan.Run(Settled);
        lan.Inject(one, MdnsHostile.Announcement(7, IPAddress.Parse("8.8.8.8"), IPAddress.Loopback, IPAddress.Parse("169.254.200.200")));
        Assert.Equal(["169.254.9.9:6007", "169.254.200.200:6007"], one.Seen.Select(sighting => sighting.EndPoint!.ToString()));
    }

    [Fact]
    public void Loopback_takes_the_address_record_because_the_source_is_empty()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        var loopback = new InterfaceSnapshot("lo", 2, true, true, [new InterfaceAddress(IPAddress.Loopback, 8), new InterfaceAddress(IPAddress.IPv6Loopback, 128)], []);
        lan.SetInterfaces(one, loopback);
        Assert.Equal([new SegmentId(2, false)], one.Engine.Segments.Select(segment => segment.Id));
        lan.Inject(one, MdnsHostile.Announcement(7, IPAddress.IPv6Loopback, IPAddress.Loopback), new IPEndPoint(IPAddress.Any, MdnsLimits.Port));
        Assert.Equal(["127.0.0.1:6007", "[::1]:6007"], one.Seen.Select(sighting => sighting.EndPoint!.ToString()));
    }

    [Fact]
    public void Goodbye_is_told_a_second_later_once()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        Station two = lan.Add(2);
        lan.Run(Settled);
        lan.Close(two);
        Assert.Contains(lan.Wire, packet => packet.IsGoodbye);
        lan.Run(TimeSpan.FromMilliseconds(900));
        Assert.False(one.Lost(two));
        lan.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(new PeerSighting(SightingSource.Mdns, two.Id, null, "eth0", "node 2", Gone: true), Assert.Single(one.Seen, sighting => sighting.Gone));
    }

    [Fact]
    public void Killed_node_is_gone_when_its_lifetime_is_over_and_a_living_one_never()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        Station two = lan.Add(2);
        Station three = lan.Add(3);
        lan.Run(Settled);
        lan.Kill(two);
        lan.Run(TimeSpan.FromSeconds(50));
        Assert.False(one.Lost(two));
        lan.Run(TimeSpan.FromSeconds(71));
        Assert.True(one.Lost(two));
        lan.Run(TimeSpan.FromHours(1));
        Assert.False(one.Lost(three));
    }

    [Fact]
    public void Peer_that_stays_is_reported_again_from_time_to_time_but_not_with_every_packet()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1);
        Station two = lan.Add(2);
        lan.Run(TimeSpan.FromMinutes(10));
        foreach (var group in one.Sightings.Where(entry => entry.Sighting.Peer == two.Id).GroupBy(entry => entry.Sighting.EndPoint))
        {
            // Each of two segments reports at most every five seconds and, thanks to the browse query, about once a minute.
            Assert.InRange(group.Count(), 16, 60);
        }
    }

    [Fact]
    public void Five_idle_nodes_send_less_than_one_packet_and_200_bytes_a_second()
    {
        var lan = new MdnsLan();
        for (int i = 1; i <= 5; i++)
        {
            lan.Add(i);
        }

        lan.Run(Settled);
        lan.Wire.Clear();
        lan.Run(TimeSpan.FromHours(1));
        Assert.True(lan.Wire.Count < 3600 / 2, $"{lan.Wire.Count} packets in an hour");
        int bytes = lan.Wire.Sum(packet => packet.Bytes.Length + (packet.Segment.IPv6 ? 62 : 42));
        Assert.True(bytes < 3600 * 200, $"{bytes} bytes in an hour");
    }

    [Fact]
    public void Two_halves_of_a_network_find_each_other_after_it_heals_without_any_event()
    {
        var lan = new MdnsLan();
        Station[] stations = [.. Enumerable.Range(1, 4).Select(i => lan.Add(i))];
        lan.Loses = (packet, to) => packet.From.Number <= 2 != to.Number <= 2;
        lan.Run(TimeSpan.FromMinutes(5));
        Assert.False(stations[0].Sees(stations[2]));
        lan.Loses = (_, _) => false;
        lan.Run(TimeSpan.FromSeconds(14));
        Assert.True(stations[0].Sees(stations[2]) || stations[2].Sees(stations[0]));
    }

    [Fact]
    public void Heavy_loss_does_not_keep_nodes_apart()
    {
        var lan = new MdnsLan();
        var random = new MeshRandom(5);
        lan.Loses = (_, _) => random.Chance(4, 10);
        Station[] stations = [.. Enumerable.Range(1, 6).Select(i => lan.Add(i))];
        lan.Run(TimeSpan.FromSeconds(12));
        Assert.All(stations, one => Assert.All(stations.Where(other => other != one), other => Assert.True(one.Sees(other))));
    }

    [Fact]
    public void Failed_send_is_tried_again_and_its_fault_is_told_until_it_works()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, ipv4: false);
        var id = new SegmentId(2, true);
        one.Engine.OnSendResult(id, "eth0 is not ready.", lan.Now);
        Assert.Equal("eth0 is not ready.", Assert.Single(one.Engine.Segments).SendFault);
        lan.Wire.Clear();
        lan.Run(TimeSpan.FromMilliseconds(499));
        Assert.Empty(lan.Wire);
        lan.Run(TimeSpan.FromMilliseconds(2));
        Assert.True(Assert.Single(lan.Wire).IsBrowse);
        one.Engine.OnSendResult(id, null, lan.Now);
        Assert.Null(Assert.Single(one.Engine.Segments).SendFault);
    }

    [Fact]
    public void Returning_multicast_is_noticed_and_so_is_its_absence()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, ipv6: false);
        MdnsSegment segment = Assert.Single(one.Engine.Segments);
        Assert.Null(segment.Sent.Returned(lan.Now));
        lan.Run(TimeSpan.FromMilliseconds(2));
        Assert.True(segment.Sent.Returned(lan.Now));
        Station deaf = new(9, new MdnsEngine(new PeerAnnouncement(MdnsLan.Id(9), "deaf", 1, "00", 1, 1), new MeshRandom(9)));
        deaf.Engine.OnInterfaces([MdnsLan.Cable(9, ipv6: false)], lan.Now, deaf.Outbox);
        Assert.False(Assert.Single(deaf.Engine.Segments).Sent.Returned(lan.Now + TimeSpan.FromSeconds(1.1)));
    }

    private static DnsRecord Pointer(Station to, uint ttl) => DnsRecord.Pointer(OwnService.Type, to.Engine.Instance, ttl);

    private static byte[] Query(params DnsRecord[] known)
    {
        var writer = new DnsMessageWriter(0);
        writer.TryAdd(new DnsQuestion(OwnService.Type, DnsType.Ptr));
        foreach (DnsRecord record in known)
        {
            writer.TryAdd(DnsSection.Answer, record);
        }

        return writer.ToArray();
    }
}
