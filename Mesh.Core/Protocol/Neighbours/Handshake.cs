using System.Security.Cryptography;
using Mesh.Wire;

namespace Mesh.Protocol.Neighbours;

/// <summary>
/// HELLO and PROOF (docs/protocol.md, "Handshake"): both sides name revision and network, and in a closed network prove the passphrase
/// over both nonces and both certificates before anything else is said.
/// </summary>
internal sealed class Handshake
{
    private const int ProofBytes = 1 + (4 * Digest.Size);

    private readonly ProtocolOptions _options;
    private readonly Turn _turn;
    private readonly DeadlineQueue _deadlines;
    private readonly MeshRandom _random;

    /// <summary>Makes the handshake of a node.</summary>
    public Handshake(ProtocolOptions options, Turn turn, DeadlineQueue deadlines, MeshRandom random)
    {
        _options = options;
        _turn = turn;
        _deadlines = deadlines;
        _random = random;
    }

    private bool IsClosed => !_options.ProofKey.IsEmpty;

    /// <summary>Greets on a new link.</summary>
    public LinkState Begin(LinkId id, LinkFacts facts, ulong incarnation, string name)
    {
        Digest nonce = new(new(_random.NextUInt64(), _random.NextUInt64()), new(_random.NextUInt64(), _random.NextUInt64()));
        LinkState link = new(id, facts, nonce, _turn.Now);
        HelloRecord hello = new(
            ProtocolLimits.RevisionMin,
            ProtocolLimits.RevisionMax,
            _options.NetworkId,
            IsClosed,
            nonce,
            incarnation,
            _options.ListenPort,
            IsClosed ? string.Empty : name);
        _turn.Send(id, SendClass.Control, hello);
        _deadlines.Set(_turn.Now + ProtocolLimits.HandshakeTime, TimerKind.Handshake, id.Value);
        return link;
    }

    /// <summary>Handles the peer's HELLO.</summary>
    /// <returns>Null when the link goes on; else why it is refused.</returns>
    public LinkRefusal? OnHello(LinkState link, in HelloRecord hello)
    {
        if (link.Phase != LinkPhase.Greeting)
        {
            return Refuse(RefusalCode.Violation, "It greeted twice.");
        }

        if (hello.RevisionMax < ProtocolLimits.RevisionMin || hello.RevisionMin > ProtocolLimits.RevisionMax)
        {
            return Refuse(
                RefusalCode.Revision,
                $"It speaks protocol revisions {hello.RevisionMin} to {hello.RevisionMax}, this node {ProtocolLimits.RevisionMin} to {ProtocolLimits.RevisionMax}.");
        }

        if (hello.Network != _options.NetworkId)
        {
            return Refuse(RefusalCode.Network, "It belongs to another network.");
        }

        if (hello.IsClosed != IsClosed)
        {
            return Refuse(RefusalCode.Passphrase, IsClosed ? "This network has a passphrase and the other side gave none." : "The other side's network has a passphrase and this one has none.");
        }

        if (hello.Nonce == link.Nonce || link.Facts.LocalBinding == link.Facts.RemoteBinding)
        {
            return Refuse(RefusalCode.Violation, "It echoed our own nonce or certificate.");
        }

        link.Hello = hello;
        link.Phase = LinkPhase.Proving;
        if (IsClosed)
        {
            _turn.Send(link.Id, SendClass.Control, new ProofRecord(Proof(link, link.Facts.IsInitiator)));
        }

        return null;
    }

    /// <summary>Whether nothing more has to come before gossip may flow.</summary>
    public bool IsAgreed(LinkState link) => link.Phase == LinkPhase.Proving && !IsClosed;

    /// <summary>Handles the peer's PROOF.</summary>
    /// <returns>Null when it is right; else why the link is refused.</returns>
    public LinkRefusal? OnProof(LinkState link, in ProofRecord proof)
    {
        if (link.Phase != LinkPhase.Proving || !IsClosed)
        {
            return Refuse(RefusalCode.Violation, "It sent a proof out of turn.");
        }

        Digest expected = Proof(link, !link.Facts.IsInitiator);
        return CryptographicOperations.FixedTimeEquals(expected.ToArray(), proof.Mac.ToArray())
            ? null
            : Refuse(RefusalCode.Passphrase, "The passphrases differ.");
    }

    private static LinkRefusal Refuse(RefusalCode code, string text) => new(code, ByPeer: false, text);

    /// <summary>HMAC-SHA256(K, role, initiator nonce, responder nonce, initiator certificate, responder certificate).</summary>
    private Digest Proof(LinkState link, bool ofInitiator)
    {
        bool isInitiator = link.Facts.IsInitiator;
        Digest theirs = link.Hello!.Value.Nonce;
        Span<byte> text = stackalloc byte[ProofBytes];
        text[0] = ofInitiator ? (byte)1 : (byte)2;
        (isInitiator ? link.Nonce : theirs).Write(text[1..]);
        (isInitiator ? theirs : link.Nonce).Write(text[33..]);
        (isInitiator ? link.Facts.LocalBinding : link.Facts.RemoteBinding).Write(text[65..]);
        (isInitiator ? link.Facts.RemoteBinding : link.Facts.LocalBinding).Write(text[97..]);
        Span<byte> mac = stackalloc byte[Digest.Size];
        HMACSHA256.HashData(_options.ProofKey.Span, text, mac);
        return Digest.Read(mac);
    }
}
