using System.Buffers;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Wire;

/// <summary>Short ways from values to bytes and back.</summary>
internal static class RecordBytes
{
    public delegate void Writes(ref MessagePackWriter writer);

    public static byte[] Of<T>(T record)
        where T : struct, IRecord<T>
    {
        ArrayBufferWriter<byte> output = new();
        record.Write(output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Of(SignedBundle bundle)
    {
        ArrayBufferWriter<byte> output = new();
        bundle.Write(output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Packed(Writes writes)
    {
        ArrayBufferWriter<byte> output = new();
        MessagePackWriter writer = new(output);
        writes(ref writer);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] Hex(string digits) => Convert.FromHexString(digits.Replace(" ", "", StringComparison.Ordinal));
}
