using Mesh.Wire;

namespace Mesh.Tests.Unit.Wire;

public sealed class BundleTests
{
    private static readonly PeerId Origin = new(new Id128(1, 2));
    private static readonly RoomId Room = new(new Id128(3, 4));

    [Fact]
    public void The_largest_core_takes_as_many_bytes_as_its_limit_says()
    {
        MessageId[] parents = new MessageId[WireLimits.ParentsMax];
        CoreMessage[] messages = new CoreMessage[WireLimits.BundleMessagesMax];
        int left = WireLimits.BodyBytesMax;
        for (int i = 0; i < messages.Length; i++)
        {
            // 255 bodies of 256 bytes make every body header three bytes long and leave 256 bytes for the last.
            int body = i == messages.Length - 1 ? left : 256;
            left -= body;
            messages[i] = new(ulong.MaxValue, parents, 255, new byte[body]);
        }

        BundleCore core = new(Room, ulong.MaxValue - 300, default, ServiceClass.Bulk, messages);

        byte[] bytes = core.Encode();
        Assert.Equal(WireLimits.CoreBytesMax, bytes.Length);
        Assert.True(BundleCore.TryRead(bytes, out BundleCore read));
        Assert.Equal(ulong.MaxValue - 300 + 254, read.Last);
        byte[] record = RecordBytes.Of(new BundleRecord(255, 255, BundleFlags.Sync, uint.MaxValue, new(7, Origin, ulong.MaxValue, bytes, new byte[WireLimits.SignatureBytesMax])));
        Assert.InRange(record.Length, 1, WireLimits.FrameBytesMax);
        Assert.Equal(record, RecordCatalog.Records["Bundle"](record));
    }

    [Fact]
    public void Bodies_of_64_KiB_pass_and_one_byte_more_is_refused()
    {
        CoreMessage message = new(1, [], 0, new byte[WireLimits.BodyBytesMax]);
        CoreMessage oneMore = message with { Body = new byte[1] };

        Assert.True(BundleCore.TryRead(Core(1, message).Encode(), out BundleCore read));
        Assert.Equal(WireLimits.BodyBytesMax, read.Messages[0].Body.Length);
        Assert.Throws<ArgumentException>(() => Core(1, message, oneMore));
        Assert.Null(RecordCatalog.Core(Faulty(1, [0xc4, 0x01, 0x00], [0xc6, 0x00, 0x01, 0x00, 0x00, .. new byte[WireLimits.BodyBytesMax]])));
    }

    [Fact]
    public void No_core_is_made_that_a_node_would_refuse()
    {
        CoreMessage message = new(1, [], 0, new byte[1]);

        Assert.Throws<ArgumentException>(() => Core(1));
        Assert.Throws<ArgumentException>(() => Core(0, message));
        Assert.Throws<ArgumentException>(() => Core(ulong.MaxValue, message, message));
        Assert.Throws<ArgumentException>(() => Core(1, message with { Parents = new MessageId[4] }));
        Assert.Throws<ArgumentException>(() => Core(1, [.. Enumerable.Repeat(message, 256)]));
        Assert.Throws<ArgumentException>(() => new BundleCore(Room, 1, default, (ServiceClass)4, [message]));
    }

    [Fact]
    public void A_bundle_without_core_or_with_a_signature_of_another_length_is_not_made()
    {
        Assert.Throws<ArgumentException>(() => new SignedBundle(1, Origin, 1, default, new byte[64]));
        Assert.Throws<ArgumentException>(() => new SignedBundle(1, Origin, 1, new byte[WireLimits.CoreBytesMax + 1], new byte[64]));
        Assert.Throws<ArgumentException>(() => new SignedBundle(1, Origin, 1, new byte[1], new byte[63]));
        Assert.Throws<ArgumentException>(() => new SignedBundle(2, Origin, 1, new byte[1], new byte[WireLimits.SignatureBytesMax + 1]));
    }

    [Fact]
    public void A_detached_bundle_does_not_change_with_the_frame_it_came_in()
    {
        byte[] frame = RecordBytes.Of(new BundleRecord(0, 1, 0, 0, new(1, Origin, 5, Core(1, new CoreMessage(1, [], 0, "hello"u8.ToArray())).Encode(), new byte[64])));
        Assert.True(BundleRecord.TryRead(frame, out BundleRecord record));
        SignedBundle kept = record.Bundle.Detach();
        byte[] before = RecordBytes.Of(kept);

        Array.Clear(frame);

        Assert.Equal(before, RecordBytes.Of(kept));
        Assert.NotEqual(before, RecordBytes.Of(record.Bundle));
        Assert.Equal(record.Bundle.Id, kept.Id);
        Assert.Equal(SignedBundle.IdOf(1, Origin, 5, kept.Core.Span), kept.Id);
    }

    [Fact]
    public void A_signature_covers_the_network_and_the_role_beside_the_core()
    {
        byte[] core = [1, 2, 3];
        byte[] one = SignedBundle.SignedBytes(1, Digest.Of("one"u8), Origin, 5, core);
        byte[] other = SignedBundle.SignedBytes(1, Digest.Of("other"u8), Origin, 5, core);

        Assert.NotEqual(one, other);
        Assert.True(one.AsSpan().StartsWith("mesh/bundle/1"u8));
        Assert.Equal(13 + 1 + 32 + 16 + 8 + 3, one.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(2000)]
    [InlineData(65_000)]
    public void The_stored_form_takes_as_many_bytes_as_it_says_and_has_one_encoding(int bodyBytes)
    {
        SignedBundle bundle = new(1, Origin, (ulong)bodyBytes * 77, Core(1, new CoreMessage(1, [], 0, new byte[bodyBytes])).Encode(), new byte[64]);
        byte[] stored = RecordBytes.Of(bundle);

        Assert.Equal(bundle.EncodedBytes, stored.Length);
        Assert.Equal(stored, RecordCatalog.Stored(stored));
        Assert.Null(RecordCatalog.Stored((byte[])[0xdc, 0x00, 0x05, .. stored[1..]]));
        Assert.Null(RecordCatalog.Stored((byte[])[.. stored, 0xc0]));
        ForkRecord fork = new(bundle, bundle);
        Assert.Equal(fork.EncodedBytes, RecordBytes.Of(fork).Length);
    }

    private static BundleCore Core(ulong first, params CoreMessage[] messages) => new(Room, first, default, ServiceClass.Durable, messages);

    /// <summary>A core with the given encoded bodies, whatever they add up to.</summary>
    private static byte[] Faulty(ulong first, params byte[][] bodies) => RecordBytes.Packed((ref MessagePackWriter writer) =>
    {
        writer.WriteArrayHeader(5);
        writer.WriteBinary(Room.Value.ToArray());
        writer.WriteUInt64(first);
        writer.WriteBinary(new byte[16]);
        writer.WriteUInt64(0);
        writer.WriteArrayHeader(bodies.Length);
        foreach (byte[] body in bodies)
        {
            writer.WriteArrayHeader(4);
            writer.WriteUInt64(1);
            writer.WriteArrayHeader(0);
            writer.WriteUInt64(0);
            writer.WriteEncoded(body);
        }
    });
}
