namespace Mesh.Tests.Unit.Primitives;

public sealed class Base32Tests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "my")]
    [InlineData("fo", "mzxq")]
    [InlineData("foo", "mzxw6")]
    [InlineData("foob", "mzxw6yq")]
    [InlineData("fooba", "mzxw6ytb")]
    [InlineData("foobar", "mzxw6ytboi")]
    public void Encodes_the_vectors_of_RFC_4648_without_padding(string text, string encoded)
    {
        byte[] bytes = System.Text.Encoding.ASCII.GetBytes(text);
        Assert.Equal(encoded, Base32.Encode(bytes));
        byte[] back = new byte[bytes.Length];
        Assert.True(Base32.TryDecode(encoded, back));
        Assert.Equal(bytes, back);
    }

    [Fact]
    public void Peer_identifier_reads_what_it_printed_in_any_case_and_grouping()
    {
        var peer = new PeerId(new Id128(0x0123456789abcdef, 0xfedcba9876543210));
        Assert.True(PeerId.TryParse(peer.ToString().ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal), out PeerId back));
        Assert.Equal(peer, back);
        Assert.False(PeerId.TryParse("nonsense", out _));
    }
}
