using Mesh.Protocol;
using Mesh.Wire;

namespace Mesh.Tests.Simulation.Virtual;

/// <summary>The driver of one protocol machine in virtual time.</summary>
internal sealed class VirtualNode
{
    private readonly VirtualNetwork _network;
    private readonly MeshOutbox _outbox = new();
    private readonly Dictionary<LinkId, VirtualLink> _links = [];
    private readonly Dictionary<LinkId, List<(SendClass Class, byte[] Record)>> _batches = [];
    private long _lastCommand;
    private int _lastLink;

    /// <summary>Starts a node.</summary>
    public VirtualNode(VirtualNetwork network, int number, VirtualKey key, ProtocolOptions options)
    {
        _network = network;
        Number = number;
        Key = key;
        Options = options;
        Protocol = new MeshProtocol(options, network.Now);
    }

    /// <summary>Its number in the network, from 0.</summary>
    public int Number { get; }

    /// <summary>Its key.</summary>
    public VirtualKey Key { get; }

    /// <summary>What its machine was told.</summary>
    public ProtocolOptions Options { get; }

    /// <summary>Its machine.</summary>
    public MeshProtocol Protocol { get; }

    /// <summary>Whether it runs.</summary>
    public bool IsUp { get; private set; } = true;

    /// <summary>Its links that are open.</summary>
    public IReadOnlyDictionary<LinkId, VirtualLink> Links => _links;

    /// <summary>Messages it showed, in order.</summary>
    public List<(MeshInstant At, Delivery Message)> Shown { get; } = [];

    /// <summary>Outputs that people or operators see, in order: everything but sends, signatures and deliveries.</summary>
    public List<(MeshInstant At, MeshOutput Output)> Events { get; } = [];

    /// <summary>The texts it showed, in order.</summary>
    public IEnumerable<string> Texts => Shown.Select(shown => System.Text.Encoding.UTF8.GetString(shown.Message.Body.Span));

    /// <summary>Whole bundles that came.</summary>
    public int BundlesReceived { get; private set; }

    /// <summary>Bytes that it sent.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Peers it is linked with.</summary>
    public IEnumerable<PeerId> Neighbours
    {
        get
        {
            HashSet<PeerId> up = [];
            foreach ((_, MeshOutput output) in Events)
            {
                if (output.Kind == MeshOutputKind.NeighbourUp)
                {
                    up.Add(output.Peer);
                }
                else if (output.Kind == MeshOutputKind.NeighbourDown)
                {
                    up.Remove(output.Peer);
                }
            }

            return up.Order();
        }
    }

    /// <summary>Joins a room.</summary>
    public void Join(string room) => Handle(new MeshInput(MeshInputKind.JoinRoom, Body: room));

    /// <summary>Writes a message.</summary>
    public void Say(string room, string text) =>
        Handle(new MeshInput(MeshInputKind.Publish, Body: new PublishCommand(++_lastCommand, room, 1, System.Text.Encoding.UTF8.GetBytes(text))));

    /// <summary>Hears that another node may be reached.</summary>
    public void Hear(VirtualNode other) =>
        Handle(new MeshInput(MeshInputKind.CandidateSeen, Body: new CandidateFacts(other.Key.Peer, VirtualNetwork.AddressOf(other), IsFresh: true)));

    /// <summary>Feeds the machine an input and carries out what it answers.</summary>
    public void Handle(in MeshInput input)
    {
        if (IsUp)
        {
            _outbox.Clear();
            Protocol.Handle(input, _network.Now, _outbox);
            CarryOut();
        }
    }

    /// <summary>Lets the machine do what is due.</summary>
    public void Wake()
    {
        if (IsUp && Protocol.NextDeadline <= _network.Now)
        {
            _outbox.Clear();
            Protocol.HandleDeadline(_network.Now, _outbox);
            CarryOut();
        }

        _network.PlanWake(this);
    }

    /// <summary>Stops at once, without a goodbye; the other ends see their links break.</summary>
    public void Crash()
    {
        IsUp = false;
        foreach (VirtualLink link in _links.Values.ToArray())
        {
            _network.Close(link, "The peer's process ended.");
        }
    }

    /// <summary>Takes a new link.</summary>
    public LinkId NextLink() => new(++_lastLink);

    /// <summary>Remembers an open link.</summary>
    public void Add(LinkId id, VirtualLink link) => _links.Add(id, link);

    /// <summary>Forgets a link; the machine is told.</summary>
    public void Drop(LinkId id, string reason)
    {
        if (_links.Remove(id))
        {
            Handle(new MeshInput(MeshInputKind.LinkDown, id, Body: reason));
        }
    }

    /// <summary>A frame arrived.</summary>
    public void Receive(LinkId id, byte[] frame)
    {
        if (_links.ContainsKey(id))
        {
            Handle(new MeshInput(MeshInputKind.FrameReceived, id, Bytes: frame));
        }
    }

    private void CarryOut()
    {
        List<Action> afterwards = [];
        for (int i = 0; i < _outbox.Count; i++)
        {
            MeshOutput output = _outbox[i];
            switch (output.Kind)
            {
                case MeshOutputKind.Send:
                    Batch(output);
                    break;
                case MeshOutputKind.Sign:
                    byte[] signature = Key.Sign(output.Bytes.Span);
                    afterwards.Add(() => _network.Answer(this, new MeshInput(MeshInputKind.Signed, Number: output.Number, Bytes: signature)));
                    break;
                case MeshOutputKind.Verify:
                    VerifyRequest request = (VerifyRequest)output.Body!;
                    bool isValid = VirtualKey.Verify(request.PublicKey.Span, request.Bundle.SignedBytes(Options.NetworkHash), request.Bundle.Signature.Span);
                    afterwards.Add(() => _network.Answer(this, new MeshInput(MeshInputKind.Verified, Number: output.Number, Flag: isValid)));
                    break;
                case MeshOutputKind.Dial:
                    afterwards.Add(() => _network.Dial(this, output));
                    break;
                case MeshOutputKind.CloseLink:
                    afterwards.Add(() => CloseLink(output.Link, (string)output.Body!));
                    break;
                case MeshOutputKind.Deliver:
                    Shown.Add((_network.Now, (Delivery)output.Body!));
                    break;
                default:
                    Note(output);
                    break;
            }
        }

        Flush();
        afterwards.ForEach(action => action());
        _network.PlanWake(this);
    }

    private void Note(in MeshOutput output)
    {
        if (output.Trace is TraceKind.BundleTaken or TraceKind.Duplicate)
        {
            BundlesReceived++;
        }

        Events.Add((_network.Now, output));
    }

    private void Batch(in MeshOutput output)
    {
        if (!_batches.TryGetValue(output.Link, out List<(SendClass Class, byte[] Record)>? batch))
        {
            _batches.Add(output.Link, batch = []);
        }

        batch.Add((output.Class, output.Bytes.ToArray()));
    }

    /// <summary>All records of a link leave together, by class, as the real driver sends them.</summary>
    private void Flush()
    {
        foreach (LinkId id in _batches.Keys.Order().ToArray())
        {
            if (_links.TryGetValue(id, out VirtualLink? link))
            {
                List<byte> frame = [];
                foreach ((_, byte[] record) in _batches[id].OrderBy(entry => entry.Class))
                {
                    if (frame.Count + record.Length > WireLimits.FrameBytesMax)
                    {
                        SendFrame(link, frame);
                    }

                    frame.AddRange(record);
                }

                SendFrame(link, frame);
            }
        }

        _batches.Clear();
    }

    private void SendFrame(VirtualLink link, List<byte> frame)
    {
        BytesSent += frame.Count;
        _network.Send(link, this, [.. frame]);
        frame.Clear();
    }

    private void CloseLink(LinkId id, string reason)
    {
        if (_links.TryGetValue(id, out VirtualLink? link))
        {
            _network.Close(link, reason);
        }
        else
        {
            Handle(new MeshInput(MeshInputKind.LinkDown, id, Body: reason));
        }
    }
}
