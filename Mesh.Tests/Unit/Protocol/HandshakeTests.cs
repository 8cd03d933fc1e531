using System.Security.Cryptography;
using Mesh.Protocol;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

public sealed class HandshakeTests
{
    private static readonly VirtualKey Peer = new(1);
    private static readonly byte[] ProofKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Open_network_agrees_after_both_greetings()
    {
        Victim victim = new();
        victim.Befriend(Peer);
        Assert.Contains(victim.Outputs, output => output.Kind == MeshOutputKind.NeighbourUp && output.Peer == Peer.Peer);
    }

    [Theory]
    [InlineData("revision", RefusalCode.Revision)]
    [InlineData("network", RefusalCode.Network)]
    [InlineData("closed", RefusalCode.Passphrase)]
    [InlineData("echo", RefusalCode.Violation)]
    internal void Mismatch_is_refused_with_its_reason_and_the_peer_is_told(string fault, RefusalCode expected)
    {
        Victim victim = new();
        LinkId link = victim.LinkUp(Peer);
        HelloRecord hello = victim.Hello();
        HelloRecord.TryRead(victim.Sent.Single().Record, out HelloRecord ours);
        victim.Receive(link, fault switch
        {
            "revision" => hello with { RevisionMin = 9, RevisionMax = 9 },
            "network" => hello with { Network = new Id128(1, 2) },
            "closed" => hello with { IsClosed = true },
            _ => hello with { Nonce = ours.Nonce },
        });
        Assert.Equal(expected, victim.RefusalOf(link)?.Code);
        Assert.NotNull(victim.ClosedWith(link));
        Assert.Contains(victim.Sent, sent => RefuseRecord.TryRead(sent.Record, out RefuseRecord refuse) && refuse.Reason == (byte)expected);
    }

    [Fact]
    public void Closed_network_says_nothing_but_greeting_and_proof_before_the_peer_proved_itself()
    {
        Victim victim = Closed();
        LinkId link = victim.LinkUp(Peer);
        victim.Receive(link, victim.Hello() with { IsClosed = true });
        victim.Pass(TimeSpan.FromSeconds(4));
        Assert.Equal([RecordKind.Hello, RecordKind.Proof], victim.Sent.Select(sent => sent.Kind));
        HelloRecord.TryRead(victim.Sent[0].Record, out HelloRecord ours);
        Assert.Empty(ours.Name);
    }

    [Fact]
    public void Right_proof_opens_and_wrong_proof_is_refused_clearly()
    {
        foreach (bool isRight in new[] { true, false })
        {
            Victim victim = Closed();
            LinkId link = victim.LinkUp(Peer);
            HelloRecord hello = victim.Hello() with { IsClosed = true };
            victim.Receive(link, hello);
            HelloRecord.TryRead(victim.Sent[0].Record, out HelloRecord ours);
            byte[] text = [1, .. hello.Nonce.ToArray(), .. ours.Nonce.ToArray(), .. Digest.Of(Peer.PublicKey.Span).ToArray(), .. Digest.Of("victim"u8).ToArray()];
            byte[] key = isRight ? ProofKey : new byte[32];
            victim.Receive(link, new ProofRecord(Digest.Read(HMACSHA256.HashData(key, text))));
            Assert.Equal(isRight, victim.Outputs.Exists(output => output.Kind == MeshOutputKind.NeighbourUp));
            Assert.Equal(isRight ? null : RefusalCode.Passphrase, victim.RefusalOf(link)?.Code);
        }
    }

    [Fact]
    public void Silent_peer_is_given_up_after_five_seconds()
    {
        Victim victim = new();
        LinkId link = victim.LinkUp(Peer);
        victim.Pass(TimeSpan.FromSeconds(4.9));
        Assert.Null(victim.ClosedWith(link));
        victim.Pass(TimeSpan.FromSeconds(0.2));
        Assert.Equal(RefusalCode.Late, victim.RefusalOf(link)?.Code);
    }

    [Fact]
    public void Gossip_before_the_greeting_closes_the_link()
    {
        Victim victim = new();
        LinkId link = victim.LinkUp(Peer);
        victim.Receive(link, new PingRecord(1));
        Assert.Equal("The peer did not keep to the handshake.", victim.ClosedWith(link));
    }

    [Fact]
    public void Own_identity_at_the_other_end_is_closed_at_once()
    {
        Victim victim = new();
        LinkId link = victim.LinkUp(victim.Key);
        Assert.Equal("This is the node itself.", victim.ClosedWith(link));
    }

    private static Victim Closed() => new(options => options with { ProofKey = ProofKey });
}
