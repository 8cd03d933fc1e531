using System.Net;
using Mesh.Node.Chat;
using Mesh.Node.Doctor.Checks;
using Mesh.Node.Doctor.Probes;

namespace Mesh.Node.Doctor;

/// <summary>
/// Examines a node and its machine. It waits until what is decided soon is decided: whether multicast comes back, and why a peer that is heard was not
/// reached, for which the system needs up to six seconds. At most <see cref="PatienceMax"/>, so that with its start a command answers within eight.
/// </summary>
internal sealed class Examiner
{
    /// <summary>The longest that it waits for facts to settle.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(5.8);

    /// <summary>A node that was just started hears others within two queries, the second of which leaves after a second.</summary>
    private static readonly TimeSpan YoungAge = TimeSpan.FromSeconds(2.2);

    /// <summary>A node that starts has seen its interfaces by then.</summary>
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly IMachine _machine;
    private readonly TimeProvider _time;

    public Examiner(IMachine machine, TimeProvider time)
    {
        _machine = machine;
        _time = time;
    }

    /// <summary>Examines with the real machine.</summary>
    public static Task<Examination> ExamineAsync(IChatNode node, TimeProvider time, CancellationToken cancellationToken) =>
        new Examiner(new SystemMachine(), time).ExamineAsync(node, isRunning: true, cancellationToken);

    /// <summary>Examines a node.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isRunning">Whether it is the node of the person, not one that was started to look.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="dataFolder">Where a node would keep things, when this one keeps nothing.</param>
    public async Task<Examination> ExamineAsync(IChatNode node, bool isRunning, CancellationToken cancellationToken, string? dataFolder = null)
    {
        long started = _time.GetTimestamp();
        NodeFacts first = await NodeLook.TakeAsync(node, isRunning, cancellationToken);
        while (first.Mdns && first.Interfaces.Count == 0 && _time.GetElapsedTime(started) < FirstLook)
        {
            await _machine.WaitAsync(ShortPause, cancellationToken);
            first = await NodeLook.TakeAsync(node, isRunning, cancellationToken);
        }

        Task<MachineFacts> machine = MachineLook.TakeAsync(_machine, first, cancellationToken);
        NodeFacts settled = await SettleAsync(node, first, started, cancellationToken);
        Facts facts = new(settled, await machine);
        if (settled.Interfaces.Any(one => one.Families.Any(family => family.PortHeld)) || !SameInterfaces(first, settled))
        {
            // What the first look could not know yet.
            facts = facts with { Machine = await MachineLook.TakeAsync(_machine, settled, cancellationToken) };
        }

        facts = await FollowSilentAsync(node, facts, started, cancellationToken);
        if (facts.Node.DataFolder is null && dataFolder is not null)
        {
            facts = facts with { Machine = facts.Machine with { Disk = MachineLook.DiskOf(_machine, dataFolder) } };
        }

        return new Examination(_time.GetUtcNow(), _time.GetElapsedTime(started), AllChecks.Look(facts), facts);
    }

    /// <summary>Looks at the machine afresh beside what a node said, with this process' rights.</summary>
    public async Task<Examination> CompleteAsync(NodeFacts node, CancellationToken cancellationToken)
    {
        long started = _time.GetTimestamp();
        Facts facts = new(node, await MachineLook.TakeAsync(_machine, node, cancellationToken));
        return new Examination(_time.GetUtcNow(), _time.GetElapsedTime(started), AllChecks.Look(facts), facts);
    }

    private async Task<NodeFacts> SettleAsync(IChatNode node, NodeFacts facts, long started, CancellationToken cancellationToken)
    {
        while (!IsSettled(facts) && _time.GetElapsedTime(started) < PatienceMax)
        {
            await _machine.WaitAsync(Pause, cancellationToken);
            facts = await NodeLook.TakeAsync(node, facts.IsRunning, cancellationToken);
        }

        return facts;
    }

    private static bool IsSettled(NodeFacts facts)
    {
        bool isOld = facts.Seconds >= YoungAge.TotalSeconds;
        bool isSelfTested = facts.Outward.All(one => one.Families.All(family => family.Returned is not null || family.PortHeld || family.Fault is not null));
        HashSet<string?> decided =
        [
            .. facts.Links.Select(link => link.Peer),
            .. facts.Dials.Select(dial => dial.Peer),
            .. facts.Refusals.Select(refusal => refusal.Peer),
            .. facts.Strangers.Select(stranger => stranger.Peer),
        ];

        // A node with links dials as it sees fit; one that is young or alone has yet to come to everybody.
        bool hasMetAll = facts.Links.Count > 0 && facts.IsRunning
            || facts.Outward.SelectMany(one => one.Families).SelectMany(family => family.Heard).All(heard => heard.Peer is null || decided.Contains(heard.Peer));
        return isOld && isSelfTested && hasMetAll && facts.GivenPeers.All(given => IsDecided(given, facts));
    }

    /// <summary>Whether it is known of a given peer that it is reached, or that and why it is not.</summary>
    private static bool IsDecided(GivenFacts given, NodeFacts facts) => given.Fault is not null || given.EndPoints.Any(endPoint =>
        facts.Links.Any(link => link.Address == endPoint)
        || facts.Dials.Any(dial => dial.Addresses.Contains(endPoint))
        || facts.Refusals.Any(refusal => refusal.Who.Contains(endPoint, StringComparison.Ordinal)));

    private static bool SameInterfaces(NodeFacts one, NodeFacts other) =>
        one.Outward.Select(entry => (entry.Name, entry.Families.Count)).SequenceEqual(other.Outward.Select(entry => (entry.Name, entry.Families.Count)));

    /// <summary>While the system still tries to find a silent peer, its neighbour table is asked again.</summary>
    private async Task<Facts> FollowSilentAsync(IChatNode node, Facts facts, long started, CancellationToken cancellationToken)
    {
        HashSet<IPAddress> nudged = [];
        while (facts.Node.Dials.Count > 0)
        {
            string[] silent = [.. facts.Node.Dials.SelectMany(dial => dial.Addresses)];
            foreach (IPAddress address in silent.Select(endPoint => IPEndPoint.TryParse(endPoint, out IPEndPoint? parsed) ? parsed.Address : null).OfType<IPAddress>().Where(nudged.Add))
            {
                _machine.Nudge(address);
            }

            await _machine.WaitAsync(Pause, cancellationToken);
            NodeFacts now = await NodeLook.TakeAsync(node, facts.Node.IsRunning, cancellationToken);
            silent = [.. now.Dials.SelectMany(dial => dial.Addresses)];
            facts = new Facts(now, facts.Machine with { Neighbours = await NeighbourProbe.LookAsync(_machine, silent, cancellationToken) });
            if (!UnreachedCheck.IsUndecided(facts) || _time.GetElapsedTime(started) >= PatienceMax)
            {
                break;
            }
        }

        return facts;
    }
}
