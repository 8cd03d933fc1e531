using Mesh.Protocol;
using Mesh.Protocol.Gossip;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

public sealed class RecentEventsTests
{
    private static readonly MeshInstant Start = new(1_000_000);

    [Fact]
    public void The_oldest_goes_when_there_is_no_room()
    {
        RecentEvents recent = new();
        List<BundleEntry> entries = [];
        for (ulong i = 1; i <= 300; i++)
        {
            entries.Add(Entry(i, 60_000));
            recent.Add(entries[^1], Start);
        }

        BundleEntry[] held = [.. entries.Where(entry => recent.Find(entry.Short) == entry)];
        Assert.InRange(held.Sum(entry => (long)entry.Cost), ProtocolLimits.EventStoreBytesMax - 70_000, ProtocolLimits.EventStoreBytesMax);
        Assert.Equal(entries[^held.Length..], held);
    }

    [Fact]
    public void Events_are_held_for_ten_seconds()
    {
        RecentEvents recent = new();
        BundleEntry old = Entry(1, 10);
        recent.Add(old, Start);
        recent.Add(Entry(2, 10), Start + ProtocolLimits.EventStoreTime);
        Assert.NotNull(recent.Find(old.Short));
        recent.Add(Entry(3, 10), Start + ProtocolLimits.EventStoreTime + TimeSpan.FromMilliseconds(1));
        Assert.Null(recent.Find(old.Short));
    }

    private static BundleEntry Entry(ulong first, int bytes)
    {
        BundleCore core = new(RoomId.Topics, first, default, ServiceClass.Ephemeral, [new CoreMessage(1, [], 8, new byte[bytes])]);
        return new BundleEntry(new SignedBundle(SignatureSuite.P256, default, 5, core.Encode(), new byte[64]), core, 0, 0, 0, Start);
    }
}
