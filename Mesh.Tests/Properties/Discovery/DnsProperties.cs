using FsCheck;
using FsCheck.Fluent;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Properties.Discovery;

public sealed class DnsProperties
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261120, 7);

    private static readonly Gen<string> Label =
        from length in Gen.Choose(1, 20)
        from letters in Gen.Elements('a', 'B', '.', ' ', '-', '_', 'é', '猫').ArrayOf(length)
        select new string(letters);

    private static readonly Gen<DnsName> Name =
        from count in Gen.Choose(1, 4)
        from labels in Label.ArrayOf(count)
        select DnsName.Of(labels);

    private static readonly Gen<DnsRecord> Record = Gen.OneOf(
        from name in Name from target in Name from ttl in Gen.Choose(0, int.MaxValue) select DnsRecord.Pointer(name, target, (uint)ttl),
        from name in Name from host in Name from port in Gen.Choose(0, 65535) select DnsRecord.Service(name, host, port, 120),
        from name in Name from length in Gen.Choose(0, 60) from bytes in Gen.Choose(0, 255).ArrayOf(length) select new DnsRecord(name, DnsType.Txt, 1, [.. bytes.Select(b => (byte)b)], true),
        from name in Name select DnsRecord.OnlyTypes(name, [DnsType.A, DnsType.Txt], 9));

    [Fact]
    public void Names_are_read_as_they_were_written() => Check.One(Fixed, Prop.ForAll(Name.ToArbitrary(), name =>
    {
        int offset = 0;
        Assert.True(DnsName.TryRead(name.Wire, ref offset, out DnsName? read));
        Assert.Equal(name, read);
        Assert.Equal(name.Wire.Length, offset);
    }));

    [Fact]
    public void Messages_are_read_as_they_were_written_whatever_was_compressed() => Check.One(Fixed, Prop.ForAll(Record.ArrayOf().ToArbitrary(), records =>
    {
        var writer = new DnsMessageWriter(DnsMessage.AuthoritativeResponseFlags);
        DnsRecord[] written = [.. records.Where(record => writer.TryAdd(DnsSection.Answer, record))];
        byte[] bytes = writer.ToArray();
        Assert.True(bytes.Length <= MdnsLimits.MessageBytesSentMax);
        Assert.True(DnsMessageReader.TryRead(bytes, out DnsMessage? message));
        Assert.Equal(written.Length, message.Answers.Count);
        Assert.All(written.Zip(message.Answers), pair => Assert.True(pair.First.SaysTheSameAs(pair.Second)));
    }));

    [Fact]
    public void Any_cut_of_a_message_is_refused_or_read_without_an_exception() => Check.One(Fixed, Prop.ForAll(Record.ArrayOf(3).ToArbitrary(), records =>
    {
        var writer = new DnsMessageWriter(0);
        Assert.All(records, record => writer.TryAdd(DnsSection.Answer, record));
        byte[] bytes = writer.ToArray();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.False(DnsMessageReader.TryRead(bytes.AsSpan(0, length), out _));
        }
    }));
}
