using FsCheck;
using FsCheck.Fluent;
using Mesh.Tests.Unit.Wire;
using Mesh.Wire;

namespace Mesh.Tests.Properties.Wire;

public sealed class MessagePackProperties
{
    private const int CaseCount = 1000;

    private static readonly Gen<long> Signed = from number in RecordGenerators.Number from negative in Gen.Elements(false, true) select negative ? ~(long)(number >> 1) : (long)(number >> 1);

    [Fact]
    public void Integers_are_read_as_they_were_written_and_no_shorter_encoding_exists()
    {
        Check(RecordGenerators.Number, value =>
        {
            byte[] bytes = RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteUInt64(value));
            MessagePackReader reader = new(bytes, isShortestOnly: true);
            Assert.True(reader.TryReadUInt64(out ulong read) && reader.IsEnd);
            Assert.Equal(value, read);
        });
        Check(Signed, value =>
        {
            byte[] bytes = RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteInt64(value));
            MessagePackReader reader = new(bytes, isShortestOnly: true);
            Assert.True(reader.TryReadInt64(out long read) && reader.IsEnd);
            Assert.Equal(value, read);
        });
    }

    /// <summary>Every format that can hold the number gives the number, and exactly one of them counts as shortest.</summary>
    [Fact]
    public void Of_all_formats_that_hold_an_integer_one_is_the_shortest()
    {
        Check(Signed, value =>
        {
            List<byte[]> encodings = [];
            Span<byte> big = stackalloc byte[8];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(big, value);
            if (value is >= -32 and <= 127)
            {
                encodings.Add([(byte)value]);
            }

            for (int step = 0; step < 4; step++)
            {
                int bits = 8 << step;
                byte[] tail = big[(8 - (bits / 8))..].ToArray();
                if (value >= 0 && (bits == 64 || value >> bits == 0))
                {
                    encodings.Add([(byte)(MessagePackCode.UInt8 + step), .. tail]);
                }

                if (value >> (bits - 1) is 0 or -1)
                {
                    encodings.Add([(byte)(MessagePackCode.Int8 + step), .. tail]);
                }
            }

            int accepted = 0;
            foreach (byte[] encoding in encodings)
            {
                MessagePackReader tolerant = new(encoding);
                MessagePackReader strict = new(encoding, isShortestOnly: true);
                Assert.True(tolerant.TryReadInt64(out long read) && read == value && tolerant.IsEnd);
                accepted += strict.TryReadInt64(out _) ? 1 : 0;
            }

            Assert.Equal(1, accepted);
        });
    }

    [Fact]
    public void Floats_keep_their_bits_and_their_width()
    {
        Check(RecordGenerators.Number, bits =>
        {
            byte[] wide = RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteDouble(BitConverter.UInt64BitsToDouble(bits)));
            byte[] narrow = RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteSingle(BitConverter.UInt32BitsToSingle((uint)bits)));
            MessagePackReader wideReader = new(wide);
            MessagePackReader narrowReader = new(narrow);
            Assert.True(wideReader.TryReadDouble(out double read) && BitConverter.DoubleToUInt64Bits(read) == bits);
            Assert.True(narrowReader.TryReadSingle(out float readNarrow) && BitConverter.SingleToUInt32Bits(readNarrow) == (uint)bits);
            Assert.Equal((9, 5), (wide.Length, narrow.Length));
        });
    }

    [Fact]
    public void Texts_bytes_and_extensions_are_read_as_they_were_written()
    {
        Check(ArbMap.Default.GeneratorFor<string>().Where(text => text is not null), text =>
        {
            string valid = System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
            byte[] bytes = RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteString(text));
            MessagePackReader reader = new(bytes, isShortestOnly: true);
            Assert.True(reader.TryReadString(out string read) && reader.IsEnd);
            Assert.Equal(valid, read);
        });
        Gen<(sbyte Code, byte[] Payload)> extensions = from code in Gen.Choose(0, 127) from payload in RecordGenerators.Bytes(0, 70_000) select ((sbyte)code, payload);
        Check(extensions, extension =>
        {
            byte[] bytes = RecordBytes.Packed((ref MessagePackWriter writer) =>
            {
                writer.WriteExtension(extension.Code, extension.Payload);
                writer.WriteBinary(extension.Payload);
            });
            MessagePackReader reader = new(bytes, isShortestOnly: true);
            Assert.True(reader.TryReadExtension(out sbyte code, out ReadOnlySpan<byte> payload));
            Assert.True(code == extension.Code && payload.SequenceEqual(extension.Payload));
            Assert.True(reader.TryReadBinary(out payload) && payload.SequenceEqual(extension.Payload) && reader.IsEnd);
        });
    }

    [Fact]
    public void Timestamps_are_read_as_they_were_written_in_their_shortest_form()
    {
        Gen<MessagePackTimestamp> timestamps = from seconds in Signed from nanoseconds in Gen.OneOf(Gen.Constant(0), Gen.Choose(0, 999_999_999)) select new MessagePackTimestamp(seconds, (uint)nanoseconds);
        Check(timestamps, timestamp =>
        {
            byte[] bytes = RecordBytes.Packed((ref MessagePackWriter writer) => writer.WriteTimestamp(timestamp));
            MessagePackReader reader = new(bytes, isShortestOnly: true);
            Assert.True(reader.TryReadTimestamp(out MessagePackTimestamp read) && reader.IsEnd);
            Assert.Equal(timestamp, read);
        });
    }

    private static void Check<T>(Gen<T> values, Action<T> property) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(CaseCount).WithReplay(2026, 101));
}
