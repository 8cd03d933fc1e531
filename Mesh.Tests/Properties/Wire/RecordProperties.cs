using FsCheck;
using FsCheck.Fluent;
using Mesh.Tests.Unit.Wire;
using Mesh.Wire;

namespace Mesh.Tests.Properties.Wire;

public sealed class RecordProperties
{
    private const int CaseCount = 100;

    [Fact]
    public void Every_record_is_read_as_it_was_written()
    {
        RoundTrips(RecordGenerators.Hello);
        RoundTrips(RecordGenerators.Hash.Select(mac => new ProofRecord(mac)));
        RoundTrips(RecordGenerators.Refuse);
        RoundTrips(RecordGenerators.Number.Select(token => new PingRecord(token)));
        RoundTrips(RecordGenerators.Number.Select(token => new PongRecord(token)));
        RoundTrips(RecordGenerators.Number.Select(bytes => new AckRecord(bytes)));
        RoundTrips(RecordGenerators.ListUpTo(RecordGenerators.Peer, WireLimits.NeighboursMax).Select(peers => new NeighboursRecord(peers)));
        RoundTrips(RecordGenerators.Peers);
        RoundTrips(RecordGenerators.Key);
        RoundTrips(RecordGenerators.Fork);
        RoundTrips(RecordGenerators.Carried);
        RoundTrips(RecordGenerators.IHave);
        RoundTrips(RecordGenerators.Graft);
        RoundTrips(RecordGenerators.Byte.Select(tree => new PruneRecord(tree)));
        RoundTrips(RecordGenerators.Shorts.Select(shorts => new WantRecord(shorts)));
        RoundTrips(RecordGenerators.Heads);
        RoundTrips(RecordGenerators.Pull);
        RoundTrips(RecordGenerators.Id.Select(fingerprint => new FingerprintRecord(fingerprint)));
        RoundTrips(RecordGenerators.ListUpTo(RecordGenerators.Peer, WireLimits.KeyWantsMax).Select(peers => new KeyWantRecord(peers)));
        RoundTrips(RecordGenerators.Routed);
        RoundTrips(RecordGenerators.NoRoute);
    }

    [Fact]
    public void A_core_is_read_as_it_was_written_and_has_no_second_encoding()
    {
        Check(RecordGenerators.Core, core =>
        {
            byte[] bytes = core.Encode();
            Assert.True(BundleCore.TryRead(bytes, out BundleCore read));
            Assert.Equal(Shape.Of(core), Shape.Of(read));
            Assert.Equal(bytes, read.Encode());
            AssertNoTruncationIsRead(bytes, RecordCatalog.Core);
            Assert.False(BundleCore.TryRead((byte[])[.. bytes, 0], out _));
        });
    }

    [Fact]
    public void A_stored_bundle_is_read_as_it_was_written()
    {
        Check(RecordGenerators.Bundle, bundle =>
        {
            byte[] bytes = RecordBytes.Of(bundle);
            Assert.True(SignedBundle.TryRead(bytes, out SignedBundle read));
            Assert.Equal(Shape.Of(bundle), Shape.Of(read));
            Assert.Equal(bundle.EncodedBytes, bytes.Length);
            AssertNoTruncationIsRead(bytes, RecordCatalog.Stored);
        });
    }

    [Fact]
    public void Bundles_that_differ_in_anything_but_the_signature_have_different_identities()
    {
        Gen<(SignedBundle One, SignedBundle Other)> pairs = from one in RecordGenerators.Bundle from other in RecordGenerators.Bundle select (one, other);
        Check(pairs, pair =>
        {
            bool same = pair.One.Suite == pair.Other.Suite && pair.One.Origin == pair.Other.Origin && pair.One.Incarnation == pair.Other.Incarnation
                && pair.One.Core.Span.SequenceEqual(pair.Other.Core.Span);
            Assert.Equal(same, pair.One.Id == pair.Other.Id);
            SignedBundle resigned = new(pair.One.Suite, pair.One.Origin, pair.One.Incarnation, pair.One.Core, new byte[pair.One.Signature.Length]);
            Assert.Equal(pair.One.Id, resigned.Id);
        });
    }

    [Fact]
    public void Frames_split_into_the_records_they_were_joined_from()
    {
        Gen<PingRecord[]> frames = RecordGenerators.ListUpTo(RecordGenerators.Number.Select(token => new PingRecord(token)), 200);
        Check(frames.Where(records => records.Length > 0), records =>
        {
            FrameReader reader = new(records.SelectMany(RecordBytes.Of).ToArray());
            List<PingRecord> read = [];
            while (reader.Next(out RecordKind kind, out ReadOnlyMemory<byte> record) == DecodeStatus.Complete)
            {
                Assert.Equal(RecordKind.Ping, kind);
                Assert.True(PingRecord.TryRead(record, out PingRecord ping));
                read.Add(ping);
            }

            Assert.Equal(records, read);
            Assert.Equal(DecodeStatus.End, reader.Next(out _, out _));
        });
    }

    private static void RoundTrips<T>(Gen<T> values)
        where T : struct, IRecord<T>
    {
        Check(values, value =>
        {
            byte[] bytes = RecordBytes.Of(value);
            Assert.True(T.TryRead(bytes, out T read));
            Assert.Equal(Shape.Of(value), Shape.Of(read));
            Assert.Equal(bytes, RecordBytes.Of(read));
            AssertNoTruncationIsRead(bytes, RecordCatalog.Records[T.Kind.ToString()]);
        });
    }

    /// <summary>Every length below the whole for short records; for long ones their first and last bytes and a spread between.</summary>
    private static void AssertNoTruncationIsRead(byte[] bytes, RecordCatalog.Recode read)
    {
        int step = Math.Max(1, bytes.Length / 200);
        for (int length = 0; length < bytes.Length; length += length < 100 || length > bytes.Length - 100 ? 1 : step)
        {
            Assert.Null(read(bytes.AsMemory(0, length)));
        }
    }

    private static void Check<T>(Gen<T> values, Action<T> property) =>
        Prop.ForAll(values.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(CaseCount).WithReplay(2026, 101));
}
