using FsCheck;
using FsCheck.Fluent;
using Mesh.Wire;

namespace Mesh.Tests.Properties.Wire;

/// <summary>Values of every record, edges of the number formats and of the limits included.</summary>
internal static class RecordGenerators
{
    public static Gen<ulong> Number { get; } = Gen.OneOf(
        Gen.Elements<ulong>(0, 1, 127, 128, 255, 256, 65_535, 65_536, uint.MaxValue, 1ul << 32, long.MaxValue, 1ul << 63, ulong.MaxValue),
        from high in Gen.Choose(int.MinValue, int.MaxValue)
        from low in Gen.Choose(int.MinValue, int.MaxValue)
        from shift in Gen.Choose(0, 63)
        select (((ulong)(uint)high << 32) | (uint)low) >> shift);

    public static Gen<byte> Byte { get; } = Gen.Choose(0, 255).Select(value => (byte)value);

    public static Gen<Id128> Id { get; } = from high in Number from low in Number select new Id128(high, low);

    public static Gen<PeerId> Peer { get; } = Id.Select(id => new PeerId(id));

    public static Gen<RoomId> Room { get; } = Id.Select(id => new RoomId(id));

    public static Gen<Digest> Hash { get; } = from prefix in Id from suffix in Id select new Digest(prefix, suffix);

    public static Gen<StreamId> Stream { get; } = from origin in Peer from incarnation in Number from room in Room select new StreamId(origin, incarnation, room);

    public static Gen<HelloRecord> Hello { get; } =
        from min in Gen.Choose(1, 255)
        from max in Gen.Choose(min, 255)
        from network in Id
        from closed in Gen.Elements(false, true)
        from nonce in Hash
        from incarnation in Number
        from port in Gen.Choose(0, 65_535)
        from name in Text(64)
        select new HelloRecord((byte)min, (byte)max, network, closed, nonce, incarnation, port, name);

    public static Gen<RefuseRecord> Refuse { get; } = from reason in Byte from detail in Text(120) select new RefuseRecord(reason, detail);

    public static Gen<PeersRecord> Peers { get; } = ListUpTo(
        from peer in Peer
        from length in Gen.Elements(4, 16)
        from address in Bytes(length, length)
        from port in Gen.Choose(1, 65_535)
        select new PeerAddress(peer, address, port),
        WireLimits.PeerAddressesMax).Select(peers => new PeersRecord(peers));

    public static Gen<KeyRecord> Key { get; } =
        from suite in Gen.Elements<byte>(1, 1, 1, 0, 2, 255)
        from point in suite == 1 ? Bytes(64, 64).Select(xy => (byte[])[4, .. xy]) : Bytes(1, WireLimits.KeyBytesMax)
        from prekey in Gen.OneOf(Gen.Constant(Array.Empty<byte>()), Bytes(1, WireLimits.PrekeyBytesMax))
        select new KeyRecord(suite, point, prekey);

    public static Gen<BundleCore> Core { get; } =
        from room in Room
        from count in Gen.OneOf(Gen.Choose(1, 4), Gen.Choose(1, 255))
        from messages in Gen.ArrayOf(Message(WireLimits.BodyBytesMax / count), count)
        from first in Number
        from previous in Id
        from serviceClass in Gen.Choose(0, 3)
        select new BundleCore(room, Math.Clamp(first, 1, ulong.MaxValue - 254), new(previous), (ServiceClass)serviceClass, messages);

    public static Gen<SignedBundle> Bundle { get; } =
        from suite in Gen.Elements<byte>(1, 1, 1, 0, 2, 200)
        from origin in Peer
        from incarnation in Number
        from core in Gen.OneOf(Core.Select(core => core.Encode()), Bytes(1, 1000))
        from signature in suite == 1 ? Bytes(64, 64) : Bytes(1, WireLimits.SignatureBytesMax)
        select new SignedBundle(suite, origin, incarnation, core, signature);

    public static Gen<BundleRecord> Carried { get; } =
        from tree in Byte
        from hops in Byte
        from flags in Byte
        from age in Number
        from bundle in Bundle
        select new BundleRecord(tree, hops, (BundleFlags)flags, (uint)age, bundle);

    public static Gen<RoutedRecord> Routed { get; } =
        from attempt in Gen.Choose(1, 255)
        from broadcast in Gen.Elements(false, true)
        from hops in Byte
        from bundle in Bundle
        select new RoutedRecord((byte)attempt, broadcast, hops, bundle);

    public static Gen<NoRouteRecord> NoRoute { get; } = from id in Number from attempt in Byte select new NoRouteRecord(id, attempt);

    public static Gen<ForkRecord> Fork { get; } = from left in Bundle from right in Bundle select new ForkRecord(left, right);

    public static Gen<IHaveRecord> IHave { get; } =
        from tree in Byte
        from flags in Byte
        from bundles in ListUpTo(from id in Number from hops in Byte select new Announcement(id, hops), WireLimits.AnnouncementsMax)
        select new IHaveRecord(tree, (BundleFlags)flags, bundles);

    public static Gen<GraftRecord> Graft { get; } = from tree in Byte from shorts in Shorts select new GraftRecord(tree, shorts);

    public static Gen<HeadsRecord> Heads { get; } =
        from rooms in ListUpTo(Room, WireLimits.RoomsMax).Select(all => all.Distinct().ToArray())
        from heads in rooms.Length == 0 ? Gen.Constant(Array.Empty<StreamHead>()) : ListUpTo(Head(rooms), WireLimits.HeadsMax)
        from wantsAnswer in Gen.Elements(false, true)
        select new HeadsRecord(wantsAnswer, heads, rooms);

    public static Gen<PullRecord> Pull { get; } = ListUpTo(
        from stream in Stream
        from one in Number
        from other in Number
        select new PullRange(stream, Math.Max(Math.Min(one, other), 1), Math.Max(Math.Max(one, other), 1)),
        WireLimits.PullRangesMax).Select(ranges => new PullRecord(ranges));

    public static Gen<ulong[]> Shorts => ListUpTo(Number, WireLimits.ShortsMax);

    /// <summary>Short lists mostly, and sometimes one of any length up to the limit.</summary>
    public static Gen<T[]> ListUpTo<T>(Gen<T> item, int countMax) =>
        from count in Gen.Frequency((8, Gen.Choose(0, 3)), (1, Gen.Choose(0, countMax)), (1, Gen.Constant(countMax)))
        from items in Gen.ArrayOf(item, count)
        select items;

    /// <summary>Bytes drawn from a seed: FsCheck is slow at drawing tens of thousands of them, and shrinking them says nothing.</summary>
    public static Gen<byte[]> Bytes(int lengthMin, int lengthMax) =>
        from length in Gen.Frequency((6, Gen.Choose(lengthMin, Math.Min(lengthMax, lengthMin + 40))), (2, Gen.Choose(lengthMin, lengthMax)), (1, Gen.Constant(lengthMax)))
        from seed in Gen.Choose(0, int.MaxValue)
        select Drawn(length, seed);

    /// <summary>Texts of any characters, up to so many bytes.</summary>
    public static Gen<string> Text(int bytesMax) =>
        from runes in ListUpTo(Gen.Elements("a", " ", "\0", "\u00e9", "\u4e2d", "\U0001f600", "\u202e"), bytesMax / 4)
        select string.Concat(runes);

    private static Gen<StreamHead> Head(RoomId[] rooms) =>
        from origin in Peer
        from incarnation in Number
        from room in Gen.Elements(rooms)
        from sequence in Number
        select new StreamHead(new(origin, incarnation, room), Math.Max(sequence, 1));

    private static Gen<CoreMessage> Message(int bodyBytesMax) =>
        from hlc in Number
        from parents in ListUpTo(Id.Select(id => new MessageId(id)), WireLimits.ParentsMax)
        from kind in Byte
        from body in Bytes(0, bodyBytesMax)
        select new CoreMessage(hlc, parents, kind, body);

    private static byte[] Drawn(int length, int seed)
    {
        MeshRandom random = new((ulong)seed);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)random.NextUInt64();
        }

        return bytes;
    }
}
