using System.Net;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

/// <summary>What strangers can make a node keep or send.</summary>
public sealed class MdnsBoundsTests
{
    [Fact]
    public void One_source_holds_at_most_eight_announcements()
    {
        (MdnsLan lan, Station one) = Settled();
        for (int i = 10; i < 200; i++)
        {
            lan.Inject(one, MdnsHostile.Announcement(i));
        }

        Assert.Equal(MdnsLimits.InstancesPerSourceMax, Heard(one).Count);
        Assert.True(Heard(one).Find(OwnService.Type.Below("stranger 199")) is not null);
    }

    [Fact]
    public void Many_forged_sources_fill_the_table_and_no_more_and_an_honest_node_is_still_seen()
    {
        (MdnsLan lan, Station one) = Settled();
        for (int i = 0; i < 3 * MdnsLimits.InstancesMax; i++)
        {
            lan.Inject(one, MdnsHostile.Announcement(i + 10), new IPEndPoint(new IPAddress([169, 254, (byte)(10 + (i >> 8)), (byte)i]), MdnsLimits.Port));
        }

        Assert.Equal(MdnsLimits.InstancesMax, Heard(one).Count);
        Station honest = lan.Add(2, ipv6: false);
        lan.Run(TimeSpan.FromSeconds(2));
        Assert.True(one.Sees(honest) && honest.Sees(one));
    }

    [Fact]
    public void Lifetimes_of_years_are_believed_for_two_minutes()
    {
        (MdnsLan lan, Station one) = Settled();
        lan.Inject(one, MdnsHostile.Announcement(7, "stranger", uint.MaxValue));
        lan.Run(TimeSpan.FromSeconds(MdnsLimits.TtlSeconds - 1));
        Assert.Equal(1, Heard(one).Count);
        lan.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(0, Heard(one).Count);
        Assert.Contains(one.Seen, sighting => sighting.Gone);
    }

    [Fact]
    public void Addresses_of_one_announcement_are_bounded()
    {
        (MdnsLan lan, Station one) = Settled();
        IPAddress[] addresses = [.. Enumerable.Range(1, 40).Select(i => new IPAddress([169, 254, 1, (byte)i]))];
        lan.Inject(one, MdnsHostile.Announcement(7, addresses));
        Assert.Equal(MdnsLimits.AddressesPerInstanceMax + 1, one.Sightings.Count);
    }

    [Fact]
    public void Announcement_without_its_service_is_asked_about_three_times()
    {
        (MdnsLan lan, Station one) = Settled();
        lan.Wire.Clear();
        var writer = new DnsMessageWriter(DnsMessage.AuthoritativeResponseFlags);
        DnsName half = OwnService.Type.Below("half");
        writer.TryAdd(DnsSection.Answer, DnsRecord.Pointer(OwnService.Type, half, 120));
        lan.Inject(one, writer.ToArray());
        lan.Run(TimeSpan.FromSeconds(60));
        Assert.Equal(MdnsLimits.ResolveTriesMax, lan.Wire.Count(packet => packet.Message.Questions.Any(question => question.Name.Equals(half))));
        Assert.Empty(one.Sightings);
    }

    [Fact]
    public void Legacy_queries_get_few_unicast_answers_that_echo_the_question()
    {
        (MdnsLan lan, Station one) = Settled();
        lan.Wire.Clear();
        var writer = new DnsMessageWriter(0, id: 0x1234);
        writer.TryAdd(new DnsQuestion(OwnService.Type, DnsType.Ptr));
        var asker = new IPEndPoint(IPAddress.Parse("169.254.9.9"), 40000);
        for (int i = 0; i < 100; i++)
        {
            lan.Inject(one, writer.ToArray(), asker);
        }

        Assert.Equal(MdnsLimits.UnicastAnswersPerSecondMax, lan.Wire.Count);
        MdnsLanPacket answer = lan.Wire[0];
        Assert.Equal(asker, answer.Unicast);
        Assert.Equal(0x1234, answer.Message.Id);
        Assert.Equal(OwnService.Type, Assert.Single(answer.Message.Questions).Name);
        Assert.All(answer.Message.Answers.Concat(answer.Message.Additionals), record => Assert.True(record is { TtlSeconds: MdnsLimits.LegacyTtlSeconds, CacheFlush: false }));

        // A source that is no neighbour is forged or far: it gets nothing.
        lan.Wire.Clear();
        lan.Run(TimeSpan.FromSeconds(1));
        lan.Inject(one, writer.ToArray(), new IPEndPoint(IPAddress.Parse("8.8.8.8"), 40000));
        Assert.DoesNotContain(lan.Wire, packet => packet.Unicast is not null);
    }

    [Fact]
    public void Known_answers_of_a_crowd_fill_several_messages_that_say_so()
    {
        (MdnsLan lan, Station one) = Settled();
        lan.Run(TimeSpan.FromSeconds(10));
        for (int i = 2; i <= 120; i++)
        {
            byte[] announcement = MdnsHostile.Announcement(i, $"a rather long name of node {i}", 120);
            lan.Inject(one, announcement, new IPEndPoint(new IPAddress([169, 254, 1, (byte)i]), MdnsLimits.Port));
        }

        lan.Wire.Clear();
        lan.Run(MdnsLimits.QueryPauseAlone * 1.2);
        MdnsLanPacket[] queries = [.. lan.Wire.Where(packet => packet.From == one && !packet.Message.IsResponse)];
        Assert.True(queries.Length > 1);
        Assert.Equal(119, queries.Sum(packet => packet.Message.Answers.Count));
        Assert.Equal([.. Enumerable.Repeat(true, queries.Length - 1), false], queries.Select(packet => packet.Message.IsTruncated));
        Assert.All(queries, packet => Assert.True(packet.Bytes.Length <= MdnsLimits.MessageBytesSentMax));
    }

    [Fact]
    public void Sent_log_remembers_a_bounded_number()
    {
        var log = new SentLog();
        for (int i = 0; i < 100; i++)
        {
            log.Add([(byte)i], MeshInstant.Zero);
        }

        Assert.Equal(MdnsLimits.SentRememberedMax, Enumerable.Range(0, 100).Count(i => log.Holds([(byte)i], MeshInstant.Zero)));
    }

    private static (MdnsLan Lan, Station One) Settled()
    {
        var lan = new MdnsLan();
        Station one = lan.Add(1, ipv6: false);
        lan.Run(TimeSpan.FromSeconds(5));
        return (lan, one);
    }

    private static HeardInstances Heard(Station station) => station.Engine.Segments.Single().Heard;
}
