using System.Buffers;
using Mesh.Protocol;
using Mesh.Tests.Simulation.Virtual;
using Mesh.Wire;

namespace Mesh.Tests.Unit.Protocol;

/// <summary>One machine under test, fed by hand: what a hostile or broken neighbour can do, byte by byte.</summary>
internal sealed class Victim
{
    private readonly MeshOutbox _outbox = new();
    private readonly List<MeshInput> _verdicts = [];
    private int _links;

    public Victim(Func<ProtocolOptions, ProtocolOptions>? configure = null)
    {
        Key = new VirtualKey(1_000);
        NetworkHash = Digest.Of("mesh/network/1test"u8);
        ProtocolOptions options = new()
        {
            Self = Key.Peer,
            PublicKey = Key.PublicKey,
            NetworkId = NetworkHash.Prefix,
            NetworkHash = NetworkHash,
            ListenPort = 6374,
            Name = "victim",
            Seed = 42,
            WallClockMilliseconds = 1_700_000_000_000,
        };
        options = configure?.Invoke(options) ?? options;
        Machine = new MeshProtocol(options, Now);
        Do(new MeshInput(MeshInputKind.JoinRoom, Body: "lobby"));
    }

    public VirtualKey Key { get; }

    public Digest NetworkHash { get; }

    public MeshProtocol Machine { get; }

    public MeshInstant Now { get; private set; } = new(1_000_000);

    /// <summary>Every output so far but sends, which <see cref="Sent"/> holds decoded.</summary>
    public List<MeshOutput> Outputs { get; } = [];

    /// <summary>Whether verdicts on signatures wait for <see cref="GiveVerdicts"/>, as they do behind busy workers.</summary>
    public bool HoldsVerdicts { get; set; }

    public List<(LinkId Link, RecordKind Kind, byte[] Record)> Sent { get; } = [];

    public string[] Shown => [.. Outputs.Where(output => output.Kind == MeshOutputKind.Deliver)
        .Select(output => System.Text.Encoding.UTF8.GetString(((Delivery)output.Body!).Body.Span))];

    public int Count(TraceKind kind) => Outputs.Count(output => output.Kind == MeshOutputKind.Trace && output.Trace == kind);

    public string? ClosedWith(LinkId link) => (string?)Outputs.Find(output => output.Kind == MeshOutputKind.CloseLink && output.Link == link).Body;

    public LinkRefusal? RefusalOf(LinkId link) => (LinkRefusal?)Outputs.Find(output => output.Kind == MeshOutputKind.LinkRefused && output.Link == link).Body;

    /// <summary>A link comes up; nothing was said on it yet.</summary>
    public LinkId LinkUp(VirtualKey peer)
    {
        LinkId link = new(++_links);
        CandidateAddress address = new(new Id128(0, 0x0A000000UL + (ulong)_links), true, 40_000, 0, null);
        Do(new MeshInput(MeshInputKind.LinkUp, link, Body: new LinkFacts(peer.Peer, peer.PublicKey, false, Digest.Of("victim"u8), Digest.Of(peer.PublicKey.Span), address, 0)));
        return link;
    }

    /// <summary>A link comes up and the peer greets as it should.</summary>
    public LinkId Befriend(VirtualKey peer)
    {
        LinkId link = LinkUp(peer);
        Receive(link, Hello());
        return link;
    }

    public HelloRecord Hello() => new(ProtocolLimits.RevisionMin, ProtocolLimits.RevisionMax, NetworkHash.Prefix, false, Digest.Of("nonce"u8), 77, 6374, "hostile");

    public void Receive<T>(LinkId link, T record)
        where T : struct, IRecord<T>
    {
        ArrayBufferWriter<byte> output = new();
        record.Write(output);
        ReceiveBytes(link, output.WrittenSpan.ToArray());
    }

    public void ReceiveBytes(LinkId link, byte[] frame) => Do(new MeshInput(MeshInputKind.FrameReceived, link, Bytes: frame));

    /// <summary>A valid bundle of <paramref name="author"/>, unless the signature is to be spoilt.</summary>
    public SignedBundle Bundle(VirtualKey author, ulong first, string text, BundleId previous = default, ulong incarnation = 5, bool isForged = false, RoomId? room = null, byte kind = 1)
    {
        RoomId where = room ?? RoomId.OfName("lobby");
        ServiceClass serviceClass = where == RoomId.Presence ? ServiceClass.Ephemeral : ServiceClass.Durable;
        BundleCore core = new(where, first, previous, serviceClass, [new CoreMessage(1, [], kind, System.Text.Encoding.UTF8.GetBytes(text))]);
        byte[] encoded = core.Encode();
        byte[] signature = author.Sign(SignedBundle.SignedBytes(SignatureSuite.P256, NetworkHash, author.Peer, incarnation, encoded));
        signature[0] ^= isForged ? (byte)1 : (byte)0;
        return new SignedBundle(SignatureSuite.P256, author.Peer, incarnation, encoded, signature);
    }

    public void ReceiveBundle(LinkId link, SignedBundle bundle, byte hops = 0, BundleFlags flags = BundleFlags.None) =>
        Receive(link, new BundleRecord(0, hops, flags, 0, bundle));

    public void ReceiveKey(LinkId link, VirtualKey author) =>
        Receive(link, new KeyRecord(SignatureSuite.P256, author.PublicKey[26..], ReadOnlyMemory<byte>.Empty));

    /// <summary>Feeds an input and answers every signature asked for, as the driver's workers would.</summary>
    public void Do(in MeshInput input)
    {
        _outbox.Clear();
        Machine.Handle(input, Now, _outbox);
        Collect();
    }

    public void GiveVerdicts()
    {
        MeshInput[] verdicts = [.. _verdicts];
        _verdicts.Clear();
        foreach (MeshInput verdict in verdicts)
        {
            Do(verdict);
        }
    }

    /// <summary>Forgets what it said so far.</summary>
    public void Clear()
    {
        Outputs.Clear();
        Sent.Clear();
    }

    public void Pass(TimeSpan time)
    {
        MeshInstant end = Now + time;
        while (Machine.NextDeadline is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            _outbox.Clear();
            Machine.HandleDeadline(Now, _outbox);
            Collect();
        }

        Now = end;
    }

    private void Collect()
    {
        List<MeshInput> answers = [];
        for (int i = 0; i < _outbox.Count; i++)
        {
            MeshOutput output = _outbox[i];
            switch (output.Kind)
            {
                case MeshOutputKind.Send:
                    new FrameReader(output.Bytes).Next(out RecordKind kind, out _);
                    Sent.Add((output.Link, kind, output.Bytes.ToArray()));
                    break;
                case MeshOutputKind.Sign:
                    answers.Add(new MeshInput(MeshInputKind.Signed, Number: output.Number, Bytes: Key.Sign(output.Bytes.Span)));
                    break;
                case MeshOutputKind.Verify:
                    VerifyRequest request = (VerifyRequest)output.Body!;
                    bool isValid = VirtualKey.Verify(request.PublicKey.Span, request.Bundle.SignedBytes(NetworkHash), request.Bundle.Signature.Span);
                    (HoldsVerdicts ? _verdicts : answers).Add(new MeshInput(MeshInputKind.Verified, Number: output.Number, Flag: isValid));
                    break;
                case MeshOutputKind.CloseLink:
                    Outputs.Add(output);
                    answers.Add(new MeshInput(MeshInputKind.LinkDown, output.Link, Body: output.Body));
                    break;
                default:
                    Outputs.Add(output);
                    break;
            }
        }

        answers.ForEach(answer => Do(answer));
    }
}
