using Mesh.Discovery.Static;

namespace Mesh.Tests.Unit.Discovery;

public sealed class PeerEndPointTextTests
{
    [Theory]
    [InlineData("laptop", "laptop:6374")]
    [InlineData("laptop:7000", "laptop:7000")]
    [InlineData(" laptop.local. ", "laptop.local.:6374")]
    [InlineData("1.2.3.4:6374", "1.2.3.4:6374")]
    [InlineData("1.2.3.4", "1.2.3.4:6374")]
    [InlineData("[fe80::1%eth0]:6374", "[fe80::1%eth0]:6374")]
    [InlineData("fe80::1%2", "[fe80::1%2]:6374")]
    [InlineData("[fd00::1]", "[fd00::1]:6374")]
    [InlineData("::1", "[::1]:6374")]
    public void Addresses_are_understood(string text, string shown)
    {
        Assert.True(PeerEndPointText.TryParse(text, out PeerEndPointText? peer, out string? fault), fault);
        Assert.Equal(shown, peer.ToString());
    }

    [Theory]
    [InlineData("", "The peer address '' is empty; give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'.")]
    [InlineData("laptop:", "The port in the peer address 'laptop:' must be a number from 1 to 65535; leave it out for 6374.")]
    [InlineData("laptop:0", "The port in the peer address 'laptop:0' must be a number from 1 to 65535; leave it out for 6374.")]
    [InlineData("laptop:70000", "The port in the peer address 'laptop:70000' must be a number from 1 to 65535; leave it out for 6374.")]
    [InlineData("[fe80::1%eth0", "The peer address '[fe80::1%eth0' has a bracket without its partner or something between bracket and port; give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'.")]
    [InlineData("1.2.3", "The peer address '1.2.3' holds no IP address of a host; give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'.")]
    [InlineData("1.2.3.456", "The peer address '1.2.3.456' holds no IP address of a host; give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'.")]
    [InlineData("0.0.0.0", "The peer address '0.0.0.0' holds no IP address of a host; give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'.")]
    [InlineData("224.0.0.251", "The peer address '224.0.0.251' holds no IP address of a host; give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'.")]
    [InlineData("fe80::1", "The peer address 'fe80::1' is link-local and lacks its interface; add it, as in '[fe80::1%eth0]:6374'.")]
    [InlineData("1.2.3.4%eth0", "The peer address '1.2.3.4%eth0' has a scope that it cannot have; write the interface after '%' of a link-local IPv6 address only, as in '[fe80::1%eth0]:6374'.")]
    [InlineData("ws://laptop:1/", "The peer address 'ws://laptop:1/' holds no IP address of a host; give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'.")]
    [InlineData("two words", "The peer address 'two words' holds neither an IP address nor a host name; give one such as '192.168.1.7', 'laptop:6374' or '[fe80::1%eth0]:6374'.")]
    public void Bad_addresses_get_one_sentence_with_the_value_and_the_mend(string text, string sentence)
    {
        Assert.False(PeerEndPointText.TryParse(text, out _, out string? fault));
        Assert.Equal(sentence, fault);
    }
}
