using Mesh.Node.Ways;

namespace Mesh.Tests.Unit.Node;

/// <summary>What a person means by a word: people, and messages.</summary>
public sealed class WayTargetTests
{
    private readonly FakeChatNode _node = new()
    {
        Peers =
        [
            new MeshPeer(FakeChatNode.PeerNumber(2), "ben", true, 1, ["lobby"], FakeChatNode.Noon),
            new MeshPeer(FakeChatNode.PeerNumber(3), "Carla", false, 2, ["lobby"], FakeChatNode.Noon),
            new MeshPeer(FakeChatNode.PeerNumber(4), "carla", false, 3, ["lobby"], FakeChatNode.Noon),
            new MeshPeer(FakeChatNode.PeerNumber(5), "CARLA", false, 3, ["lobby"], FakeChatNode.Noon),
        ],
    };

    [Fact]
    public void Peer_is_found_by_name_by_identity_and_by_the_beginning_of_its_identity()
    {
        Assert.Equal(FakeChatNode.PeerNumber(2), WayTarget.PeerOf(_node, "ben"));
        Assert.Equal(FakeChatNode.PeerNumber(2), WayTarget.PeerOf(_node, "BEN"));
        Assert.Equal(FakeChatNode.PeerNumber(4), WayTarget.PeerOf(_node, "carla"));
        Assert.Equal(_node.Id, WayTarget.PeerOf(_node, "anna"));
        string id = FakeChatNode.PeerNumber(3).ToString();
        Assert.Equal(FakeChatNode.PeerNumber(3), WayTarget.PeerOf(_node, id));
        Assert.Equal(FakeChatNode.PeerNumber(3), WayTarget.PeerOf(_node, id[..6]));
        Assert.Equal(FakeChatNode.PeerNumber(9), WayTarget.PeerOf(_node, FakeChatNode.PeerNumber(9).ToString()));
    }

    [Fact]
    public void Name_of_several_is_refused_in_one_line_that_lists_them()
    {
        string complaint = Assert.Throws<ArgumentException>(() => WayTarget.PeerOf(_node, "cArLa")).Message;
        Assert.StartsWith($"'cArLa' fits 3 peers: Carla ({FakeChatNode.PeerNumber(3).ToShortString()}), carla (", complaint, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', complaint);
    }

    [Fact]
    public void Name_of_nobody_is_refused()
    {
        Assert.Contains("Nobody who is here is called 'zoe'", Assert.Throws<ArgumentException>(() => WayTarget.PeerOf(_node, "zoe")).Message, StringComparison.Ordinal);
        Assert.Contains("'zoe' is no peer that is here, and no message", Assert.Throws<ArgumentException>(() => WayTarget.Of(_node, "zoe")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_is_found_by_its_id_as_the_last_one_and_by_its_place_in_a_room()
    {
        await _node.JoinAsync("ops", CancellationToken.None);
        _node.Held.AddRange([
            FakeChatNode.From(2, "ben", "first"),
            FakeChatNode.From(3, "Carla", "second"),
            FakeChatNode.From(4, "carla", "elsewhere") with { Room = "ops", ReceivedAt = FakeChatNode.Noon.AddHours(1) },
        ]);
        Assert.Equal(_node.Held[2].Id, WayTarget.Of(_node, "last").Message);
        Assert.Equal(_node.Held[1].Id, WayTarget.Of(_node, "lobby").Message);
        Assert.Equal(_node.Held[0].Id, WayTarget.Of(_node, "lobby:2").Message);
        Assert.Equal(_node.Held[0].Id, WayTarget.Of(_node, _node.Held[0].Id.ToString()).Message);
        Assert.Contains("holds 2 messages here", Assert.Throws<ArgumentException>(() => WayTarget.Of(_node, "lobby:3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Identity_of_somebody_with_or_without_hyphens_is_a_peer_and_other_letters_are_a_message()
    {
        string known = FakeChatNode.PeerNumber(2).ToString();
        Assert.Equal(FakeChatNode.PeerNumber(2), WayTarget.Of(_node, known.Replace("-", string.Empty, StringComparison.Ordinal)).Peer);
        string unknown = FakeChatNode.PeerNumber(9).ToString();
        Assert.Equal(FakeChatNode.PeerNumber(9), WayTarget.Of(_node, unknown).Peer);
        Assert.NotNull(WayTarget.Of(_node, unknown.Replace("-", string.Empty, StringComparison.Ordinal)).Message);
        Assert.Contains("No message has come yet", Assert.Throws<ArgumentException>(() => WayTarget.Of(_node, "last")).Message, StringComparison.Ordinal);
    }
}
