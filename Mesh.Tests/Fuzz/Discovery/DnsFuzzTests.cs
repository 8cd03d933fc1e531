using System.Net;
using Mesh.Discovery;
using Mesh.Discovery.Mdns;
using Mesh.Tests.Unit.Discovery;

namespace Mesh.Tests.Fuzz.Discovery;

public sealed class DnsFuzzTests
{
    private const int Rounds = 20_000;

    [Fact]
    public void Mutated_messages_are_refused_or_survive_being_written_and_read_again()
    {
        byte[][] corpus = Corpus();
        var random = new MeshRandom(20261);
        int read = 0;
        for (int round = 0; round < Rounds; round++)
        {
            byte[] bytes = Mutate(corpus[random.Next(corpus.Length)], random);
            if (!DnsMessageReader.TryRead(bytes, out DnsMessage? message))
            {
                continue;
            }

            read++;
            Assert.True(DnsMessageReader.TryRead(Write(message), out DnsMessage? again), $"round {round}");
            Assert.True(Same(message, again), $"round {round}: {Convert.ToHexString(bytes)}");
        }

        Assert.InRange(read, Rounds / 20, Rounds);
    }

    [Fact]
    public void Engine_takes_any_bytes_from_anywhere_and_keeps_its_tables_bounded()
    {
        byte[][] corpus = Corpus();
        var random = new MeshRandom(20262);
        var lan = new MdnsLan();
        Station one = lan.Add(1, "Anna");
        lan.Run(TimeSpan.FromSeconds(5));
        for (int round = 0; round < Rounds; round++)
        {
            var source = new IPEndPoint(new IPAddress([169, 254, (byte)random.Next(4), (byte)random.Next(256)]), random.Chance(1, 10) ? 40000 : MdnsLimits.Port);
            lan.Inject(one, Mutate(corpus[random.Next(corpus.Length)], random), source, random.Chance(9, 10));
            if (round % 100 == 0)
            {
                lan.Run(TimeSpan.FromMilliseconds(random.Next(1500)));
            }
        }

        Assert.All(one.Engine.Segments, segment => Assert.InRange(segment.Heard.Count, 0, MdnsLimits.InstancesMax));
        Assert.All(one.Seen, sighting => Assert.False(sighting.Peer == one.Id));
        lan.Wire.Clear();
        Station honest = lan.Add(2);
        lan.Run(TimeSpan.FromSeconds(15));
        Assert.True(honest.Sees(one) && one.Sees(honest));
    }

    [Fact]
    public void Text_records_of_any_bytes_are_read_without_complaint()
    {
        var random = new MeshRandom(20263);
        byte[] text = ServiceText.Encode(new PeerAnnouncement(MdnsLan.Id(1), "x", 1, "00112233aabbccdd", 1, 1));
        for (int round = 0; round < Rounds; round++)
        {
            ServiceText read = ServiceText.Decode(Mutate(text, random));
            Assert.InRange(read.RevisionMax, 0, ushort.MaxValue);
            Assert.True(read.NetworkTag is null || read.NetworkTag.All(char.IsAsciiHexDigit));
        }
    }

    private static byte[][] Corpus()
    {
        var lan = new MdnsLan();
        for (int i = 1; i <= 4; i++)
        {
            lan.Add(i, i == 4 ? "node 3" : $"node {i}");
        }

        lan.Run(TimeSpan.FromSeconds(12));
        var hostRecords = new DnsMessageWriter(DnsMessage.AuthoritativeResponseFlags);
        hostRecords.TryAdd(DnsSection.Answer, DnsRecord.OnlyTypes(DnsName.Of("h", "local"), [DnsType.A], 120));
        return [.. lan.Wire.Select(packet => packet.Bytes), hostRecords.ToArray(), MdnsHostile.Announcement(7, "Anna", 120, IPAddress.Loopback)];
    }

    private static byte[] Mutate(byte[] original, MeshRandom random)
    {
        byte[] bytes = [.. original];
        for (int i = random.Next(4); i >= 0; i--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes = bytes[..Math.Max(1, at)];
                    break;
                case 3:
                    bytes = [.. bytes[..at], .. bytes[random.Next(bytes.Length)..]];
                    bytes = bytes.Length is 0 or > 9100 ? [.. original] : bytes;
                    break;
                case 4:
                    bytes[at] = 0xC0;
                    break;
                default:
                    bytes[at] = 0xFF;
                    break;
            }
        }

        return bytes;
    }

    private static byte[] Write(DnsMessage message)
    {
        // Uncompressed content may be longer than what came in, so the room is generous.
        var writer = new DnsMessageWriter(message.Flags, message.Id, MdnsLimits.MessageBytesMax);
        Assert.All(message.Questions, question => Assert.True(writer.TryAdd(question)));
        Assert.All(message.Answers, record => Assert.True(writer.TryAdd(DnsSection.Answer, record)));
        Assert.All(message.Authorities, record => Assert.True(writer.TryAdd(DnsSection.Authority, record)));
        Assert.All(message.Additionals, record => Assert.True(writer.TryAdd(DnsSection.Additional, record)));
        return writer.ToArray();
    }

    private static bool Same(DnsMessage left, DnsMessage right) =>
        left.Id == right.Id
        && left.Flags == right.Flags
        && left.Questions.SequenceEqual(right.Questions)
        && Same(left.Answers, right.Answers)
        && Same(left.Authorities, right.Authorities)
        && Same(left.Additionals, right.Additionals);

    private static bool Same(IReadOnlyList<DnsRecord> left, IReadOnlyList<DnsRecord> right) =>
        left.Count == right.Count
        && left.Zip(right).All(pair => pair.First.SaysTheSameAs(pair.Second) && pair.First.TtlSeconds == pair.Second.TtlSeconds && pair.First.CacheFlush == pair.Second.CacheFlush);
}
