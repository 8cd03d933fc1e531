using System.Buffers;

namespace Mesh.Wire;

/// <summary>Lazy push: which bundles its sender has, without their bytes.</summary>
/// <param name="Tree">The tree that they travelled on.</param>
/// <param name="Flags">Bits of their envelopes.</param>
/// <param name="Bundles">At most <see cref="WireLimits.AnnouncementsMax"/>.</param>
internal readonly record struct IHaveRecord(byte Tree, BundleFlags Flags, Announcement[] Bundles) : IRecord<IHaveRecord>
{
    private const int FieldCount = 4;
    private const int AnnouncementFieldCount = 2;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.IHave;

    /// <summary>Reads [11, tree u8, flags u8, [[short u64, hops u8]...]].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out IHaveRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        byte tree = reader.Byte();
        BundleFlags flags = (BundleFlags)reader.Byte();
        Announcement[] bundles = RecordReader.NewArray<Announcement>(reader.Items(WireLimits.AnnouncementsMax));
        for (int i = 0; i < bundles.Length && !reader.Failed; i++)
        {
            int extra = reader.Open(AnnouncementFieldCount);
            bundles[i] = new(reader.Number(), reader.Byte());
            reader.Close(extra);
        }

        return reader.End(new IHaveRecord(tree, flags, bundles), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Number(Tree);
        writer.Number((byte)Flags);
        writer.Items(Bundles.Length, WireLimits.AnnouncementsMax);
        foreach (Announcement announcement in Bundles)
        {
            writer.Open(AnnouncementFieldCount);
            writer.Number(announcement.Short);
            writer.Number(announcement.Hops);
        }
    }
}
