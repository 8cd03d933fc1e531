using System.Globalization;
using System.Text;

namespace Mesh.Discovery.Mdns;

/// <summary>What a node's TXT record says (RFC 6763 section 6): <c>txtvers=1</c>, <c>id</c>, <c>net</c> and <c>rev</c>.</summary>
/// <param name="Peer">Who announces, or null when absent or unreadable.</param>
/// <param name="NetworkTag">The network tag in lower-case hexadecimal, or null.</param>
/// <param name="RevisionMin">Lowest protocol revision; 0 when unknown.</param>
/// <param name="RevisionMax">Highest protocol revision; 0 when unknown.</param>
internal sealed record ServiceText(PeerId? Peer, string? NetworkTag, int RevisionMin, int RevisionMax)
{
    private const int TagCharactersMax = 32;

    /// <summary>The record's content for an announcement.</summary>
    public static byte[] Encode(PeerAnnouncement announcement)
    {
        List<byte> content = [];
        Add(content, "txtvers=1");
        Add(content, $"id={announcement.Peer}");
        Add(content, $"net={announcement.NetworkTag}");
        Add(content, string.Create(CultureInfo.InvariantCulture, $"rev={announcement.RevisionMin}-{announcement.RevisionMax}"));
        return [.. content];
    }

    /// <summary>Reads a record's content. Of a repeated key the first counts, unknown keys are skipped, unreadable values count as absent.</summary>
    public static ServiceText Decode(ReadOnlySpan<byte> content)
    {
        string? id = null;
        string? tag = null;
        string? revisions = null;
        while (content.Length > 0 && content[0] < content.Length)
        {
            string entry = Encoding.UTF8.GetString(content.Slice(1, content[0]));
            content = content[(content[0] + 1)..];
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                string value = entry[(equals + 1)..];
                switch (entry[..equals].ToLowerInvariant())
                {
                    case "id":
                        id ??= value;
                        break;
                    case "net":
                        tag ??= value;
                        break;
                    case "rev":
                        revisions ??= value;
                        break;
                }
            }
        }

        (int min, int max) = Revisions(revisions);
        return new ServiceText(PeerId.TryParse(id, out PeerId peer) ? peer : null, Tag(tag), min, max);
    }

    private static string? Tag(string? text) =>
        text is { Length: > 0 and <= TagCharactersMax } && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;

    private static (int Min, int Max) Revisions(string? text)
    {
        string[] parts = text?.Split('-') ?? [];
        return parts.Length == 2
            && ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out ushort min)
            && ushort.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out ushort max)
            && min <= max
            ? (min, max)
            : (0, 0);
    }

    private static void Add(List<byte> content, string entry)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(entry);
        content.Add(checked((byte)bytes.Length));
        content.AddRange(bytes);
    }
}
