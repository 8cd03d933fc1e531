using System.IO.Compression;
using System.Text;

namespace Mesh.Simulator.Formats;

/// <summary>A file to read, unpacked on the way when it is gzip, whatever its name.</summary>
internal sealed class FormatSource
{
    private const int SampleBytes = 4096;
    private readonly Func<Stream> _open;
    private readonly Func<string, FormatSource?> _beside;

    private FormatSource(string name, Func<Stream> open, Func<string, FormatSource?> beside)
    {
        Name = name;
        _open = open;
        _beside = beside;
    }

    /// <summary>The file as the user named it.</summary>
    public string Name { get; }

    /// <summary>The name without folder and without its last ending (two endings when the last is <c>.gz</c>).</summary>
    public string Stem => Path.GetFileNameWithoutExtension(Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Name[..^3] : Name);

    /// <summary>A file of the disk.</summary>
    public static FormatSource OfFile(string path) => new(
        path,
        () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite),
        other => Path.Combine(Path.GetDirectoryName(path) ?? "", other) is var place && File.Exists(place) ? OfFile(place) : null);

    /// <summary>Bytes at hand, with nothing beside them.</summary>
    public static FormatSource OfBytes(string name, byte[] bytes) => new(name, () => new MemoryStream(bytes, writable: false), _ => null);

    /// <summary>A text at hand, with nothing beside it.</summary>
    public static FormatSource OfText(string name, string text) => OfBytes(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Another file of the same folder; null when there is none.</summary>
    public FormatSource? Beside(string name) => _beside(name);

    /// <summary>Its bytes, unpacked.</summary>
    /// <exception cref="FormatFault">It is not there or may not be read.</exception>
    public Stream Open()
    {
        try
        {
            Stream stream = _open();
            int first = stream.ReadByte();
            int second = stream.ReadByte();
            stream.Position = 0;
            return first == 0x1F && second == 0x8B ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw FormatFault.Of(Name, File.Exists(Name) ? "cannot be read: " + fault.Message : Directory.Exists(Name) ? "is a folder; name a file." : "there is no such file.");
        }
    }

    /// <summary>Its text, line by line.</summary>
    public LineReader OpenLines() => new(Open(), Name);

    /// <summary>All its bytes.</summary>
    /// <exception cref="FormatFault">More than <see cref="FormatLimits.WholeBytesMax"/>, or damaged packing.</exception>
    public byte[] ReadWhole()
    {
        using Stream stream = Open();
        using MemoryStream whole = new();
        byte[] part = new byte[64 * 1024];
        for (int count; (count = ReadSome(stream, part)) > 0;)
        {
            if (whole.Length + count > FormatLimits.WholeBytesMax)
            {
                throw FormatFault.Of(Name, FormattableString.Invariant($"is longer than {FormatLimits.WholeBytesMax} bytes."));
            }

            whole.Write(part, 0, count);
        }

        return whole.ToArray();
    }

    /// <summary>Its first bytes, for telling its format.</summary>
    public byte[] ReadStart()
    {
        using Stream stream = Open();
        byte[] start = new byte[SampleBytes];
        int filled = 0;
        for (int count; filled < start.Length && (count = ReadSome(stream, start.AsSpan(filled))) > 0;)
        {
            filled += count;
        }

        return start[..filled];
    }

    private int ReadSome(Stream stream, Span<byte> into)
    {
        try
        {
            return stream.Read(into);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw FormatFault.Of(Name, "cannot be read: " + fault.Message);
        }
    }
}
