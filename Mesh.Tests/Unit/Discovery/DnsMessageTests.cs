using System.Net;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Unit.Discovery;

public sealed class DnsMessageTests
{
    [Fact]
    public void Message_is_written_as_the_RFC_lays_it_out()
    {
        // RFC 1035 sections 4.1.1 to 4.1.4, assembled by hand: the second name is two labels and a pointer to offset 12.
        var writer = new DnsMessageWriter(DnsMessage.AuthoritativeResponseFlags);
        DnsName service = DnsName.Of("_x", "_tcp", "local");
        Assert.True(writer.TryAdd(DnsSection.Answer, DnsRecord.Pointer(service, service.Below("a"), 120)));
        Assert.True(writer.TryAdd(DnsSection.Additional, DnsRecord.Address(DnsName.Of("h", "local"), IPAddress.Parse("10.0.0.1"), 120)));
        string expected =
            "000084000000000100000001"
            + "025F78045F746370056C6F63616C00" + "000C0001" + "00000078" + "0004" + "0161C00C"
            + "0168C014" + "00018001" + "00000078" + "0004" + "0A000001";
        Assert.Equal(expected, Convert.ToHexString(writer.ToArray()));
    }

    [Fact]
    public void Every_kind_of_record_survives_writing_and_reading()
    {
        DnsName service = DnsName.Of("_x", "_tcp", "local");
        DnsName instance = service.Below("Anna v. B");
        DnsName host = DnsName.Of("h", "local");
        DnsRecord[] records =
        [
            DnsRecord.Pointer(service, instance, 1),
            DnsRecord.Service(instance, host, 65535, 2),
            new(instance, DnsType.Txt, 3, [1, 65], cacheFlush: true),
            DnsRecord.Address(host, IPAddress.IPv6Loopback, 4),
            DnsRecord.OnlyTypes(host, [DnsType.A, DnsType.Srv], 5),
            new(host, (DnsType)999, 6, [1, 2, 3]),
        ];
        var writer = new DnsMessageWriter(0, id: 77);
        writer.TryAdd(new DnsQuestion(instance, DnsType.Any, UnicastWanted: true));
        Assert.All(records, record => Assert.True(writer.TryAdd(DnsSection.Answer, record)));
        Assert.True(DnsMessageReader.TryRead(writer.ToArray(), out DnsMessage? message));
        Assert.Equal(new DnsQuestion(instance, DnsType.Any, true), Assert.Single(message.Questions));
        Assert.Equal(records.Length, message.Answers.Count);
        for (int i = 0; i < records.Length; i++)
        {
            Assert.True(records[i].SaysTheSameAs(message.Answers[i]));
            Assert.Equal(records[i].TtlSeconds, message.Answers[i].TtlSeconds);
            Assert.Equal(records[i].CacheFlush, message.Answers[i].CacheFlush);
        }
    }

    [Theory]
    [InlineData("C00C")]
    [InlineData("C00E")]
    [InlineData("0161C00C")]
    [InlineData("C0FF")]
    [InlineData("C0")]
    [InlineData("05616263")]
    [InlineData("4161")]
    public void Names_that_loop_or_leave_the_message_are_refused(string name)
    {
        byte[] bytes = Convert.FromHexString("000000000001000000000000" + name);
        int offset = 12;
        Assert.False(DnsName.TryRead(bytes, ref offset, out _));
        Assert.False(DnsMessageReader.TryRead(bytes, out _));
    }

    [Fact]
    public void Chain_of_pointers_ends_at_the_length_of_a_name()
    {
        // Each label is followed by a pointer to the one before: legal one by one, together longer than any name may be.
        List<byte> bytes = [.. new byte[12], 1, 97, 0];
        int last = 12;
        for (int i = 0; i < 200; i++)
        {
            int here = bytes.Count;
            bytes.AddRange([1, 97, (byte)(0xC0 | (last >> 8)), (byte)last]);
            last = here;
        }

        int offset = last;
        Assert.False(DnsName.TryRead(bytes.ToArray(), ref offset, out _));
        offset = 15 + (4 * 100);
        Assert.True(DnsName.TryRead(bytes.ToArray(), ref offset, out DnsName? name));
        Assert.Equal(2 + (2 * 101) + 1, name.Wire.Length);
        Assert.Equal(15 + (4 * 101), offset);
    }

    [Fact]
    public void Counts_beyond_the_limit_are_refused_before_anything_is_read()
    {
        byte[] bytes = new byte[9000];
        bytes[4] = 0xFF;
        bytes[5] = 0xFF;
        Assert.False(DnsMessageReader.TryRead(bytes, out _));
    }

    [Fact]
    public void Record_with_broken_content_is_left_out_and_the_next_is_read()
    {
        byte[] bytes = Convert.FromHexString("000084000000000200000000" + "00000C000100000078" + "0002C0FF" + "00000100010000007800040A000001");
        Assert.True(DnsMessageReader.TryRead(bytes, out DnsMessage? message));
        Assert.Equal(DnsType.A, Assert.Single(message.Answers).Type);
    }

    [Fact]
    public void What_does_not_fit_is_refused_whole_and_leaves_no_trace()
    {
        DnsName first = DnsName.Of("aaaa", "local");
        DnsName second = DnsName.Of(new string('b', 60), "test");
        var small = new DnsMessageWriter(0, bytesMax: 12 + 16 + 20);
        Assert.True(small.TryAdd(new DnsQuestion(first, DnsType.A)));
        byte[] before = small.ToArray();
        Assert.False(small.TryAdd(new DnsQuestion(second, DnsType.A)));
        Assert.Equal(before, small.ToArray());
        Assert.True(small.TryAdd(new DnsQuestion(DnsName.Of("test"), DnsType.A)));
        Assert.True(DnsMessageReader.TryRead(small.ToArray(), out DnsMessage? message));
        Assert.Equal(["aaaa.local.", "test."], message.Questions.Select(question => question.Name.ToString()));
    }

    [Fact]
    public void Names_compare_without_case_and_know_their_parents()
    {
        DnsName service = DnsName.Of("_X", "_TCP", "local");
        DnsName same = DnsName.Of("_x", "_tcp", "LOCAL");
        Assert.Equal(service, same);
        Assert.Equal(service.GetHashCode(), same.GetHashCode());
        Assert.True(service.Below("a").IsChildOf(same));
        Assert.False(service.Below("a").Below("b").IsChildOf(same));
        Assert.False(service.IsChildOf(same));
        Assert.Throws<ArgumentException>(() => service.Below(new string('x', 64)));
    }
}
