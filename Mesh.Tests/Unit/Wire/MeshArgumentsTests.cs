using Mesh.Hosting;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Wire;

/// <summary>Values of applications as MessagePack: what may be sent comes back as it was, and bytes of peers never do harm.</summary>
public sealed class MeshArgumentsTests
{
    [Fact]
    public void Every_type_that_may_be_sent_comes_back_as_its_counterpart()
    {
        MeshArguments arguments = MeshArguments.Of(
            null, true, (sbyte)-1, (byte)2, (short)-3, (ushort)4, -5, 6u, -7L, 8ul, ulong.MaxValue, 1.5f, -2.5, "ä中😀", new byte[] { 1, 2 }, new ReadOnlyMemory<byte>([3]),
            new[] { 1, 2 }, new List<object?> { "x", null }, new Dictionary<string, object?> { ["a"] = 1 }, new Dictionary<string, int> { ["b"] = 2 });

        Assert.Equal(
            [null, true, -1L, 2L, -3L, 4L, -5L, 6L, -7L, 8L, ulong.MaxValue, 1.5, -2.5, "ä中😀", new byte[] { 1, 2 }, new byte[] { 3 }, new object?[] { 1L, 2L }, new object?[] { "x", null }],
            arguments.Positional.Take(18));
        Assert.Equal(1L, ((Dictionary<string, object?>)arguments.Positional[18]!)["a"]);
        Assert.Equal(2L, ((Dictionary<string, object?>)arguments.Positional[19]!)["b"]);
    }

    [Fact]
    public void Anything_else_is_refused_by_its_type()
    {
        Assert.Contains("Object", Assert.Throws<ArgumentException>(() => MeshArguments.Of(new object())).Message, StringComparison.Ordinal);
        Assert.Contains("Decimal", Assert.Throws<ArgumentException>(() => MeshArguments.Of(1m)).Message, StringComparison.Ordinal);
        Assert.Contains("DayOfWeek", Assert.Throws<ArgumentException>(() => MeshArguments.Of(DayOfWeek.Friday)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MeshArguments.Of(new Dictionary<int, int> { [1] = 2 }));
        Assert.Throws<ArgumentException>(() => MeshArguments.Empty.With("a", DateTime.UnixEpoch));
        Assert.Throws<ArgumentNullException>(() => MeshArguments.Of(null!));
    }

    [Fact]
    public void Half_a_character_becomes_a_replacement() => Assert.Equal(["\uFFFD"], MeshArguments.Of("" + (char)0xD83D).Positional);

    [Fact]
    public void A_named_value_replaces_the_one_of_its_name()
    {
        MeshArguments arguments = MeshArguments.Of(1).With("a", 1).With("b", null).With("a", "new");
        Assert.Equal(("new", null, 2), (arguments.Named["a"], arguments.Named["b"], arguments.Named.Count));
        Assert.Equal([1L], arguments.Positional);
        Assert.Empty(MeshArguments.Empty.Named);
    }

    // What one node may send every other must be able to read, down to the same depth.
    [Fact]
    public void Values_of_the_greatest_depth_are_sent_and_read_and_one_more_is_refused()
    {
        object? Nested(int depth) => depth == 0 ? 7 : new object?[] { Nested(depth - 1) };

        MeshArguments deepest = MeshArguments.Of(Nested(MessagePackReader.DepthMax - 1));
        Assert.True(MeshArguments.TryTake(deepest.PositionalBytes, default, out _));
        Assert.NotNull(Payload.Read(Payload.Of(deepest)));
        Assert.Contains("deeper than 32", Assert.Throws<ArgumentException>(() => MeshArguments.Of(Nested(MessagePackReader.DepthMax))).Message, StringComparison.Ordinal);

        byte[] tooDeep = [.. Enumerable.Repeat((byte)0x91, MessagePackReader.DepthMax + 1), 0x07];
        Assert.False(MeshArguments.TryTake(tooDeep, default, out _));
        Assert.False(MeshArguments.TryTake(Enumerable.Repeat((byte)0x91, 60_000).Append((byte)0x90).ToArray(), default, out _));
        Assert.True(MeshArguments.TryTake(tooDeep[1..], default, out _));
    }

    [Fact]
    public void Values_up_to_the_limit_are_sent_and_read_and_one_byte_more_is_refused()
    {
        byte[] largest = new byte[MeshArguments.BytesMax - 5];
        MeshArguments arguments = MeshArguments.Of(largest);
        Assert.Equal(MeshArguments.BytesMax, arguments.PositionalBytes.Length + arguments.NamedBytes.Length);
        Assert.NotNull(Payload.Read(Payload.Of(arguments)));
        Assert.Throws<ArgumentException>(() => MeshArguments.Of(new byte[largest.Length + 1]));
        Assert.Throws<ArgumentException>(() => arguments.With("a", 1));
        Assert.False(MeshArguments.TryTake((byte[])[.. arguments.PositionalBytes.Span, 0xC0], default, out _));
        Assert.False(MeshArguments.TryTake(arguments.PositionalBytes, new byte[] { 0x81, 0xA1, 0x61, 0x01 }, out _));
    }

    [Theory]
    [InlineData("93 01", "80", "half an array")]
    [InlineData("90 00", "80", "bytes behind the array")]
    [InlineData("90", "80 00", "bytes behind the map")]
    [InlineData("80", "80", "a map for the array")]
    [InlineData("90", "90", "an array for the map")]
    [InlineData("01", "80", "a number for the array")]
    [InlineData("90", "81 01 02", "a key that is a number")]
    [InlineData("90", "81 c4 01 61 02", "a key that is binary")]
    [InlineData("91 81 01 02", "80", "a key inside that is a number")]
    [InlineData("91 c1", "80", "the byte that is never used")]
    [InlineData("91 a1 ff", "80", "a string that is no UTF-8")]
    [InlineData("90", "81 a1 ff 01", "a key that is no UTF-8")]
    [InlineData("dd ff ff ff ff", "80", "four milliards of items")]
    [InlineData("90", "df ff ff ff ff", "four milliards of pairs")]
    [InlineData("91 c6 ff ff ff ff", "80", "four gigabytes")]
    [InlineData("91 d4 ff 00", "80", "a timestamp of one byte")]
    public void Hostile_bytes_are_refused(string positional, string named, string because)
    {
        Assert.False(MeshArguments.TryTake(RecordBytes.Hex(positional), RecordBytes.Hex(named), out MeshArguments arguments), because);
        Assert.Same(MeshArguments.Empty, arguments);
        Assert.Null(Payload.Read((byte[])[.. RecordBytes.Hex(positional), .. RecordBytes.Hex(named)]));
    }

    [Fact]
    public void What_is_allowed_but_unusual_is_read()
    {
        Assert.True(MeshArguments.TryTake(RecordBytes.Hex("dc0004 cd0001 c70105aa d6ff00000001 d3ffffffffffffffff"), RecordBytes.Hex("82 a161 01 a161 02"), out MeshArguments arguments));
        Assert.Equal([1L, new byte[] { 0xAA }, new byte[] { 0, 0, 0, 1 }, -1L], arguments.Positional);
        Assert.Equal(2L, Assert.Single(arguments.Named).Value);
        Assert.True(MeshArguments.TryTake(default, default, out MeshArguments none));
        Assert.Empty(none.Positional);
        Assert.Same(MeshArguments.Empty, Payload.Read(default));
    }
}
