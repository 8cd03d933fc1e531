using System.Text;
using Mesh.Node.Wamp;
using Mesh.Tests.Fuzz.Wire;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>JSON to MessagePack and back.</summary>
public sealed class CodecTests
{
    private const int MutationCount = 20_000;

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("[true,false,null]")]
    [InlineData("[0,1,-1,127,128,255,256,65535,65536,4294967295,4294967296,9007199254740993,9223372036854775807,-9223372036854775808,18446744073709551615]")]
    [InlineData("[0.5,1.0,-2.25,1E+300,5E-324]")]
    [InlineData("""["","a","ü","日本","\uD83D\uDE00","\"\\\n\t\u0001"]""")]
    [InlineData("""{"a":{"b":[1,{"c":[]}]},"ü":"x"}""")]
    [InlineData("""["\u0000AP8=","\u0000"]""")]
    public void What_json_says_comes_back_as_it_was(string json) => Assert.Equal(json, RoundTrip(json));

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void Lists_and_maps_of_every_length_keep_their_items(int count)
    {
        string list = $"[{string.Join(',', Enumerable.Range(0, count))}]";
        string map = $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\":[{i}]"))}}}";

        Assert.Equal(list, RoundTrip(list));
        Assert.Equal(map, RoundTrip(map));
    }

    [Fact]
    public void Integers_stay_integers_and_take_the_shortest_form() =>
        Assert.Equal("9507cd0100cf0020000000000001d0df00", Convert.ToHexStringLower(Packed("[7,256,9007199254740993,-33,0]")));

    [Fact]
    public void A_number_with_a_fraction_or_an_exponent_is_a_double() =>
        Assert.Equal("93cb3ff0000000000000cb4059000000000000cb43f0000000000000", Convert.ToHexStringLower(Packed("[1.0,1e2,18446744073709551616]")));

    [Fact]
    public void Bytes_are_base64_behind_a_zero_character() => Assert.Equal("91c40300ff10", Convert.ToHexStringLower(Packed("""["\u0000AP8Q"]""")));

    [Fact]
    public void A_zero_character_before_something_else_is_text() => Assert.Equal("91a4002a2a2a", Convert.ToHexStringLower(Packed("""["\u0000***"]""")));

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("[1,]")]
    [InlineData("[1] [2]")]
    [InlineData("{a:1}")]
    [InlineData("[01]")]
    [InlineData("\"\\ud800\"")]
    [InlineData("[1]/*x*/")]
    [InlineData("NaN")]
    [InlineData("[1e999]")]
    public void What_is_not_json_is_refused(string json) => Assert.False(JsonToMessagePack.TryConvert(Encoding.UTF8.GetBytes(json), new PatchableBuffer()));

    [Fact]
    public void Text_that_is_not_utf8_is_refused() => Assert.False(JsonToMessagePack.TryConvert([(byte)'"', 0xff, (byte)'"'], new PatchableBuffer()));

    [Fact]
    public void What_lies_too_deep_is_refused()
    {
        string deepest = new string('[', WampLimits.JsonDepthMax) + new string(']', WampLimits.JsonDepthMax);

        Assert.True(JsonToMessagePack.TryConvert(Encoding.UTF8.GetBytes(deepest), new PatchableBuffer()));
        Assert.False(JsonToMessagePack.TryConvert(Encoding.UTF8.GetBytes($"[{deepest}]"), new PatchableBuffer()));
    }

    [Theory]
    [InlineData("cb7ff8000000000000", "null")]
    [InlineData("cb7ff0000000000000", "null")]
    [InlineData("ca3f000000", "0.5")]
    [InlineData("cb8000000000000000", "-0.0")]
    [InlineData("d6ff00000000", "\"1970-01-01T00:00:00.000000000Z\"")]
    [InlineData("d40507", "\"\\u0000Bw==\"")]
    [InlineData("c70cff00000000ffffffffffffffff", "\"1969-12-31T23:59:59.000000000Z\"")]
    [InlineData("c70cff000000007fffffffffffffff", "\"\\u0000AAAAAH//////////\"")]
    public void What_json_has_no_form_for_becomes_something_that_it_has(string hex, string json) =>
        Assert.Equal(json, Encoding.UTF8.GetString(MessagePackToJson.Convert(Convert.FromHexString(hex)).Span));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Mutated_json_is_refused_or_comes_back_as_the_same_bytes(ulong seed)
    {
        byte[][] corpus =
        [
            Encoding.UTF8.GetBytes(WampClient.Hello),
            Encoding.UTF8.GetBytes("""[16,7,{"acknowledge":true},"com.example.t",[1,-2.5,"\u0000AP8=",null,{"a":[true]}],{"k":"ü😀\n"}]"""),
            Encoding.UTF8.GetBytes("[48,1,{\"timeout\":100},\"a.b\",[[[[18446744073709551615,1e10]]]]]"),
        ];
        Mutator mutator = new(corpus, seed);
        int accepted = 0;
        for (int i = 0; i < MutationCount; i++)
        {
            PatchableBuffer first = new();
            if (!JsonToMessagePack.TryConvert(mutator.Next(), first))
            {
                continue;
            }

            accepted++;
            MessagePackReader reader = new(first.Written.Span);
            Assert.True(reader.TryPeekType(out _));
            PatchableBuffer second = new();
            Assert.True(JsonToMessagePack.TryConvert(MessagePackToJson.Convert(first.Written.Span).Span, second));
            Assert.Equal(first.Written.ToArray(), second.Written.ToArray());
        }

        Assert.InRange(accepted, MutationCount / 50, MutationCount);
    }

    private static byte[] Packed(string json)
    {
        PatchableBuffer buffer = new();
        Assert.True(JsonToMessagePack.TryConvert(Encoding.UTF8.GetBytes(json), buffer));
        return buffer.Written.ToArray();
    }

    private static string RoundTrip(string json) => Encoding.UTF8.GetString(MessagePackToJson.Convert(Packed(json)).Span);
}
