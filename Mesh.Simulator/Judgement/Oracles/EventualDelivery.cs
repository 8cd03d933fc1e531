using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Judgement.Oracles;

/// <summary>
/// Phase 2: what one honest node shows before the last stretch of the run, everybody shows at its end who stayed connected with it through that stretch:
/// over honest nodes that stayed up, each in contact with the next all the time, or linked all the time. A node with more contacts than it may have links
/// promises nothing to those whom it did not choose. The stretch begins when all faults have ended.
/// </summary>
internal sealed class EventualDelivery : IOracle
{
    private readonly Written _written = new();
    private readonly bool[] _isHonest;
    private readonly TimeSpan _settle;
    private readonly int _linksMax;
    private readonly MeshInstant[] _upSince;
    private readonly Dictionary<(int A, int B), MeshInstant> _contacts = [];
    private readonly Dictionary<(int A, int B), (int Count, MeshInstant Since)> _links = [];
    private readonly NumberSet[] _shown;
    private readonly Queue<(MeshInstant At, int Node, int Number)> _late = new();
    private readonly NumberSet[] _early;
    private IReadOnlyDictionary<string, IReadOnlyList<int>> _members = new Dictionary<string, IReadOnlyList<int>>();

    /// <summary>Watches nodes.</summary>
    /// <param name="isHonest">For each node, whether it is no attacker.</param>
    /// <param name="settle">How long the last stretch is.</param>
    /// <param name="linksMax">Most links of a node.</param>
    public EventualDelivery(IReadOnlyList<bool> isHonest, TimeSpan settle, int linksMax)
    {
        _isHonest = [.. isHonest];
        _settle = settle;
        _linksMax = linksMax;
        _upSince = [.. isHonest.Select(_ => MeshInstant.Never)];
        _shown = [.. isHonest.Select(_ => new NumberSet())];
        _early = [.. isHonest.Select(_ => new NumberSet())];
    }

    /// <inheritdoc/>
    public string Name => "eventual-delivery";

    /// <inheritdoc/>
    public Verdict Verdict { get; } = new();

    /// <inheritdoc/>
    public void Begin(Scene scene, WorkloadPlan plan) => _members = plan.Members;

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        switch (happened.Kind)
        {
            case RunEventKind.NodeUp:
                _upSince[happened.A] = happened.At;
                break;
            case RunEventKind.NodeDown:
                _upSince[happened.A] = MeshInstant.Never;
                _shown[happened.A].Clear();
                _early[happened.A].Clear();
                break;
            case RunEventKind.ContactUp:
                _contacts[(happened.A, happened.B)] = happened.At;
                break;
            case RunEventKind.ContactDown:
                _contacts.Remove((happened.A, happened.B));
                break;
            case RunEventKind.LinkUp or RunEventKind.LinkDown:
                OnLink(happened);
                break;
            case RunEventKind.Created:
                _written.Add(happened);
                break;
            case RunEventKind.Delivered when happened.Number >= 0:
                _shown[happened.A].Add(happened.Number);
                _late.Enqueue((happened.At, happened.A, happened.Number));
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public void End(MeshInstant at)
    {
        if (at - MeshInstant.Zero < _settle)
        {
            return;
        }

        MeshInstant since = at - _settle;
        while (_late.TryDequeue(out (MeshInstant At, int Node, int Number) shown))
        {
            if (shown.At <= since && shown.At >= _upSince[shown.Node] && _shown[shown.Node].Contains(shown.Number))
            {
                _early[shown.Node].Add(shown.Number);
            }
        }

        int[] parts = Parts(since);
        for (int number = 0; number < _written.Count; number++)
        {
            if (_written.Find(number) is { } message && _members.TryGetValue(message.Room, out IReadOnlyList<int>? members))
            {
                Judge(at, number, members, message.To < 0 ? members : [message.To], parts);
            }
        }
    }

    private void Judge(MeshInstant at, int number, IReadOnlyList<int> members, IReadOnlyList<int> audience, int[] parts)
    {
        Dictionary<int, int> holders = [];
        foreach (int node in members.Where(node => parts[node] >= 0 && _early[node].Contains(number)))
        {
            holders.TryAdd(parts[node], node);
        }

        foreach (int node in audience.Where(node => parts[node] >= 0))
        {
            if (holders.TryGetValue(parts[node], out int holder) && holder != node)
            {
                Verdict.IsReached = true;
                if (!_shown[node].Contains(number))
                {
                    Verdict.Add(new Complaint(
                        at,
                        FormattableString.Invariant($"node {node} never showed message {number}, which node {holder} has had for {_settle.TotalSeconds} s or longer, and the two stayed connected so long."),
                        node,
                        number));
                }
            }
        }
    }

    private void OnLink(in RunEvent happened)
    {
        (int, int) pair = happened.A < happened.B ? (happened.A, happened.B) : (happened.B, happened.A);
        (int count, MeshInstant since) = _links.GetValueOrDefault(pair);
        since = count == 0 ? happened.At : since;
        count += happened.Kind == RunEventKind.LinkUp ? 1 : -1;
        _links[pair] = (count, since);
    }

    /// <summary>For each node the part of the network that it was in all the time, or -1.</summary>
    private int[] Parts(MeshInstant since)
    {
        int nodes = _isHonest.Length;
        int[] contacts = new int[nodes];
        foreach ((int a, int b) in _contacts.Keys)
        {
            contacts[a]++;
            contacts[b]++;
        }

        bool IsThere(int node) => _isHonest[node] && _upSince[node] <= since;
        IEnumerable<(int A, int B)> steady = _contacts.Where(entry => entry.Value <= since && contacts[entry.Key.A] <= _linksMax && contacts[entry.Key.B] <= _linksMax).Select(entry => entry.Key)
            .Concat(_links.Where(entry => entry.Value.Count > 0 && entry.Value.Since <= since).Select(entry => entry.Key));
        int[] parts = [.. Enumerable.Range(0, nodes).Select(node => IsThere(node) ? node : -1)];
        foreach ((int a, int b) in steady.Where(pair => IsThere(pair.A) && IsThere(pair.B)))
        {
            parts[Root(parts, a)] = Root(parts, b);
        }

        return [.. parts.Select((part, node) => part < 0 ? -1 : Root(parts, node))];
    }

    private static int Root(int[] parts, int node)
    {
        while (parts[node] != node)
        {
            parts[node] = parts[parts[node]];
            node = parts[node];
        }

        return node;
    }
}
