using Mesh.Identity;

namespace Mesh.Tests.Unit.Identity;

public sealed class NetworkIdentityTests
{
    // The vectors were computed with Python's hashlib and hmac.
    [Fact]
    public void Open_network_is_named_by_the_digest_of_its_name()
    {
        var network = NetworkIdentity.Create("mesh", null);
        Assert.False(network.IsClosed);
        Assert.Null(network.ProofKey);
        Assert.Equal("7de9a63b64deda5fe5de64a04ec804c3ed1597d931656723f014491f8b299089", network.Hash.ToString());
        Assert.Equal("7de9a63b64deda5fe5de64a04ec804c3", network.Id.ToString());
        Assert.Equal("7de9a63b64deda5f", network.Tag);
    }

    [Theory]
    [InlineData("mesh", "correct horse", "7de9a63b64deda5fe5de64a04ec804c3", "eb5f3e69daee79421fdd4633362bddaad2482848236b39caf775706c35b10e6b", "1d400cbe3be00af53378bd6f2796426bc15da41f3273582893a3cdfada5d1fad")]
    [InlineData("Zürich 7", "ключ", "3594a1ca2dfbba58449441965e847781", "d88649818c44a1775eb874e8b11b5be971412daef9785032e6c23546a79fb98e", "75dcbbd2755119cdb4f808d91a217def112a752d8c104360c51491b63012753d")]
    public void Closed_network_derives_its_proof_key_and_hash_from_the_passphrase(string name, string passphrase, string id, string proofKey, string hash)
    {
        var network = NetworkIdentity.Create(name, passphrase);
        Assert.True(network.IsClosed);
        Assert.Equal(id, network.Id.ToString());
        Assert.Equal(proofKey, Convert.ToHexStringLower(network.ProofKey!));
        Assert.Equal(hash, network.Hash.ToString());
    }

    [Fact]
    public void Empty_passphrase_means_an_open_network_and_an_empty_name_is_a_mistake()
    {
        Assert.False(NetworkIdentity.Create("mesh", "").IsClosed);
        Assert.Throws<ArgumentException>(() => NetworkIdentity.Create("", null));
    }
}
