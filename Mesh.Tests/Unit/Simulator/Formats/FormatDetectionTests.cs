using Mesh.Simulator.Formats;

namespace Mesh.Tests.Unit.Simulator.Formats;

public sealed class FormatDetectionTests
{
    public static TheoryData<int> Files => [.. Enumerable.Range(0, Fixtures.All.Count)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_format_is_told_without_its_name(int index)
    {
        (string format, string name, byte[] bytes) = Fixtures.All[index];

        Assert.Equal(format, FormatDetection.Tell(FormatSource.OfBytes(name, bytes)));
    }

    [Fact]
    public void A_file_that_is_nothing_is_told_so()
    {
        string message = Assert.Throws<FormatFault>(() => Fixtures.Read("", "Dear reader, this is a letter.\n")).Message;

        Assert.StartsWith("file.txt: its format cannot be told; name it: one-contacts, ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_files_are_unpacked_whatever_their_name()
    {
        using MemoryStream packed = new();
        using (System.IO.Compression.GZipStream gzip = new(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(Fixtures.Adyton));
        }

        byte[] damaged = packed.ToArray();
        damaged[2] = 0;

        Assert.Equal(3, Fixtures.Read("adyton", packed.ToArray()).Nodes);
        Assert.StartsWith("file.bin: cannot be read", Assert.Throws<FormatFault>(() => Fixtures.Read("adyton", damaged)).Message, StringComparison.Ordinal);
    }
}
