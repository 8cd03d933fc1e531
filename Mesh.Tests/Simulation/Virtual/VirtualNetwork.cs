using System.Security.Cryptography;
using Mesh.Protocol;

namespace Mesh.Tests.Simulation.Virtual;

/// <summary>
/// Protocol machines in virtual time over links with delay, which can be cut and healed. One seed gives one run, byte for byte:
/// <see cref="TraceHash"/> covers every frame, its time and its way.
/// </summary>
internal sealed class VirtualNetwork
{
    private static readonly TimeSpan WorkTime = TimeSpan.FromMicroseconds(100);

    private readonly PriorityQueue<Action, (MeshInstant At, long Order)> _events = new();
    private readonly HashSet<(int, int)> _reach = [];
    private readonly List<VirtualNode> _nodes = [];
    private readonly List<VirtualLink> _links = [];
    private readonly Dictionary<VirtualNode, MeshInstant> _wakes = [];
    private readonly IncrementalHash _trace = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MeshRandom _random;
    private readonly ulong _seed;
    private long _order;

    /// <summary>Makes a network without nodes.</summary>
    public VirtualNetwork(ulong seed)
    {
        _seed = seed;
        _random = new MeshRandom(seed).Split("network");
        Now = new MeshInstant(1_000_000);
    }

    /// <summary>Virtual time.</summary>
    public MeshInstant Now { get; private set; }

    /// <summary>All nodes, in the order in which they were added.</summary>
    public IReadOnlyList<VirtualNode> Nodes => _nodes;

    /// <summary>Delay of a frame from node to node, without the jitter of up to a tenth.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How much is different for single frames: called for each, may change, duplicate or drop it; null leaves it alone. For safety tests only.</summary>
    public Func<byte[], MeshRandom, IEnumerable<byte[]>>? Mangle { get; set; }

    /// <summary>The hash of everything that was sent so far.</summary>
    public string TraceHash => Convert.ToHexString(_trace.GetCurrentHash());

    /// <summary>The address that stands for a node.</summary>
    public static CandidateAddress AddressOf(VirtualNode node) => new(new Id128(0, 0x0A000001UL + (ulong)node.Number), true, LinkOptions.PreferredPort, 0, null);

    /// <summary>Adds a node.</summary>
    /// <param name="configure">Changes what its machine is told; null for the defaults.</param>
    /// <param name="key">Its key; null for one of its own.</param>
    public VirtualNode Add(Func<ProtocolOptions, ProtocolOptions>? configure = null, VirtualKey? key = null)
    {
        int number = _nodes.Count;
        key ??= new VirtualKey(number);
        ProtocolOptions options = new()
        {
            Self = key.Peer,
            PublicKey = key.PublicKey,
            NetworkId = Digest.Of("mesh/network/1test"u8).Prefix,
            NetworkHash = Digest.Of("mesh/network/1test"u8),
            ListenPort = LinkOptions.PreferredPort,
            Name = FormattableString.Invariant($"node{number}"),
            Seed = _seed ^ ((ulong)(number + 1) * 0x9E3779B97F4A7C15),
            WallClockMilliseconds = 1_700_000_000_000,
        };
        VirtualNode node = new(this, number, key, configure?.Invoke(options) ?? options);
        _nodes.Add(node);
        PlanWake(node);
        return node;
    }

    /// <summary>Lets two nodes reach and hear each other from now on.</summary>
    public void Connect(VirtualNode left, VirtualNode right)
    {
        SetReach(left, right, true);
        left.Hear(right);
        right.Hear(left);
    }

    /// <summary>Puts nodes in a row, each in reach of the next.</summary>
    public void Line(IReadOnlyList<VirtualNode> nodes)
    {
        for (int i = 1; i < nodes.Count; i++)
        {
            Connect(nodes[i - 1], nodes[i]);
        }
    }

    /// <summary>Silently takes away or gives back the way between two nodes. Links are not told: frames wait.</summary>
    public void SetReach(VirtualNode left, VirtualNode right, bool isOpen)
    {
        (int, int) pair = Pair(left, right);
        if (!isOpen)
        {
            _reach.Remove(pair);
            return;
        }

        _reach.Add(pair);
        foreach (VirtualLink link in _links.Where(link => link.IsOpen && Pair(link.Initiator, link.Responder) == pair))
        {
            while (link.Waiting.TryDequeue(out (VirtualNode To, byte[] Frame) waiting))
            {
                Arrive(link, waiting.To, waiting.Frame);
            }
        }
    }

    /// <summary>Runs for a time.</summary>
    public void RunFor(TimeSpan time) => RunUntil(() => false, time);

    /// <summary>Runs until something holds, at most for a time.</summary>
    /// <returns>Whether it held.</returns>
    public bool RunUntil(Func<bool> condition, TimeSpan time)
    {
        MeshInstant end = Now + time;
        while (!condition())
        {
            if (!_events.TryPeek(out _, out (MeshInstant At, long Order) next) || next.At > end)
            {
                Now = end;
                return condition();
            }

            Now = next.At;
            _events.Dequeue()();
        }

        return true;
    }

    /// <summary>Plans an action.</summary>
    public void Plan(MeshInstant at, Action action) => _events.Enqueue(action, (at > Now ? at : Now, _order++));

    /// <summary>Plans a node's next wake-up.</summary>
    public void PlanWake(VirtualNode node)
    {
        if (node.IsUp && node.Protocol.NextDeadline is { } due && !(_wakes.TryGetValue(node, out MeshInstant planned) && planned <= due && planned > Now))
        {
            MeshInstant at = due > Now ? due : Now;
            _wakes[node] = at;
            Plan(at, node.Wake);
        }
    }

    /// <summary>Answers an effect after a short while, as a worker would.</summary>
    public void Answer(VirtualNode node, MeshInput input) => Plan(Now + WorkTime, () => node.Handle(input));

    /// <summary>Carries a frame.</summary>
    public void Send(VirtualLink link, VirtualNode from, byte[] frame)
    {
        VirtualNode to = link.Other(from);
        Span<byte> head = stackalloc byte[24];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(head, Now.Microseconds);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(head[8..], from.Number);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(head[16..], to.Number);
        _trace.AppendData(head);
        _trace.AppendData(frame);
        foreach (byte[] part in Mangle?.Invoke(frame, _random) ?? [frame])
        {
            if (_reach.Contains(Pair(from, to)))
            {
                Arrive(link, to, part);
            }
            else
            {
                link.Waiting.Enqueue((to, part));
            }
        }
    }

    /// <summary>Dials: links when the other end is up and in reach, fails otherwise.</summary>
    public void Dial(VirtualNode from, MeshOutput output)
    {
        CandidateAddress address = ((CandidateAddress[])output.Body!)[0];
        VirtualNode? to = _nodes.FindLast(node => AddressOf(node) == address && node.IsUp);
        if (to is null || !_reach.Contains(Pair(from, to)))
        {
            Plan(Now + output.Time, () => from.Handle(new MeshInput(MeshInputKind.DialFailed, Number: output.Number, Body: DialFailure.Unreachable)));
            return;
        }

        Plan(Now + (Delay * 3), () =>
        {
            VirtualLink link = new(from, from.NextLink(), to, to.NextLink());
            _links.Add(link);
            from.Add(link.InitiatorSide, link);
            to.Add(link.ResponderSide, link);
            from.Handle(new MeshInput(MeshInputKind.LinkUp, link.InitiatorSide, Body: Facts(from, to, true, output.Number)));
            to.Handle(new MeshInput(MeshInputKind.LinkUp, link.ResponderSide, Body: Facts(to, from, false, 0)));
        });
    }

    /// <summary>Closes a link: its own end at once, the other after the delay if it is in reach.</summary>
    public void Close(VirtualLink link, string reason)
    {
        if (!link.IsOpen)
        {
            return;
        }

        link.IsOpen = false;
        _links.Remove(link);
        foreach (VirtualNode node in new[] { link.Initiator, link.Responder })
        {
            // What was sent before the close still arrives before it.
            MeshInstant at = link.LastArrival.GetValueOrDefault(node, Now);
            Plan((at > Now ? at : Now) + Delay, () => node.Drop(link.Side(node), reason));
        }
    }

    private static (int, int) Pair(VirtualNode left, VirtualNode right) =>
        left.Number < right.Number ? (left.Number, right.Number) : (right.Number, left.Number);

    private static LinkFacts Facts(VirtualNode self, VirtualNode other, bool isInitiator, long dialToken) => new(
        other.Key.Peer,
        other.Key.PublicKey,
        isInitiator,
        Digest.Of(self.Key.PublicKey.Span),
        Digest.Of(other.Key.PublicKey.Span),
        AddressOf(other),
        dialToken);

    private void Arrive(VirtualLink link, VirtualNode to, byte[] frame)
    {
        MeshInstant at = Now + _random.NextTime(Delay, Delay * 11 / 10);
        MeshInstant last = link.LastArrival.GetValueOrDefault(to);
        at = at > last ? at : last;
        link.LastArrival[to] = at;
        Plan(at, () => to.Receive(link.Side(to), frame));
    }
}
