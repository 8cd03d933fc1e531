using Mesh.Simulator.Faults;
using Mesh.Simulator.Judgement.Oracles;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Judgement;

/// <summary>All oracles of one run. Attackers are not judged: they may show what they like.</summary>
internal sealed class Judge : IRunObserver
{
    private readonly IOracle[] _all;
    private readonly IOracle[] _ofFrames;
    private readonly IReadOnlyList<bool> _isHonest;
    private SimulatedNetwork? _network;

    /// <summary>Makes the oracles that fit a scenario and what its protocol promises.</summary>
    /// <param name="scenario">What is run.</param>
    /// <param name="promises">What the protocol promises beyond safety.</param>
    /// <param name="isHonest">For each node, whether it is no attacker.</param>
    public Judge(Scenario scenario, ProtocolPromises promises, IReadOnlyList<bool> isHonest)
    {
        _isHonest = isHonest;
        _all = [.. Oracles(scenario, promises, isHonest)];
        _ofFrames = [.. _all.Where(oracle => oracle.WatchesFrames)];
    }

    /// <summary>What was judged, by name.</summary>
    public IReadOnlyList<string> Checks => [.. _all.Where(oracle => oracle.Verdict.IsReached || oracle.Verdict.Count > 0).Select(oracle => oracle.Name)];

    /// <summary>Lets the check of limits look at the nodes of a network.</summary>
    public void Attach(SimulatedNetwork network) => _network = network;

    /// <inheritdoc/>
    public void Begin(Scene scene, WorkloadPlan plan)
    {
        foreach (IOracle oracle in _all)
        {
            oracle.Begin(scene, plan);
        }
    }

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        if (happened.Kind == RunEventKind.Delivered && !_isHonest[happened.A])
        {
            return;
        }

        foreach (IOracle oracle in happened.Kind is RunEventKind.FrameSent or RunEventKind.FrameReceived ? _ofFrames : _all)
        {
            oracle.On(happened);
        }
    }

    /// <summary>Ends the run and tells what did not hold, the first complaint of each oracle. The command for the same run again is the caller's to add.</summary>
    public IReadOnlyList<RunFailure> End(MeshInstant at)
    {
        foreach (IOracle oracle in _all)
        {
            oracle.End(at);
        }

        return [.. _all.Where(oracle => oracle.Verdict.First is not null).Select(Failure)];
    }

    private static RunFailure Failure(IOracle oracle)
    {
        Complaint first = oracle.Verdict.First!;
        long more = oracle.Verdict.Count - 1;
        string others = more == 0 ? "" : FormattableString.Invariant($" And {more} more of the kind.");
        return new RunFailure(oracle.Name, $"At {first.At}: {first.Text}{others}", Replay: "")
        {
            AtSeconds = (first.At - MeshInstant.Zero).TotalSeconds,
            Node = first.Node,
            Message = first.Message,
            Times = oracle.Verdict.Count,
        };
    }

    private IEnumerable<IOracle> Oracles(Scenario scenario, ProtocolPromises promises, IReadOnlyList<bool> isHonest)
    {
        int nodes = isHonest.Count;
        yield return new AtMostOnce(nodes);
        yield return new OnlyWhatWasSent();
        yield return new Limits(nodes, Look);
        if (promises.HasFlag(ProtocolPromises.AuthorOrder))
        {
            yield return new AuthorOrder(nodes);
        }

        // A changed frame may name another message than was written, so what travels cannot be followed then.
        if (!scenario.Faults.Any(fault => fault.Kind == FaultKind.Frames))
        {
            yield return new NotBeforeContacts(nodes);
        }

        if (!IsLivenessJudged(scenario))
        {
            yield break;
        }

        if (promises.HasFlag(ProtocolPromises.EventualDelivery))
        {
            yield return new EventualDelivery(isHonest, scenario.Settle, scenario.Node.LinksMax);
        }

        if (promises.HasFlag(ProtocolPromises.Quiescence) && isHonest.All(honest => honest))
        {
            yield return new Quiescence(nodes, scenario.Settle);
        }
    }

    /// <summary>Liveness is owed only when the faults have been over for a while, and never to a network that loses or changes single frames, which no link does.</summary>
    private static bool IsLivenessJudged(Scenario scenario) =>
        scenario.Settle > TimeSpan.Zero
        && scenario.Faults.All(fault => fault.Kind == FaultKind.Attack
            || (fault.Kind != FaultKind.Frames && fault.For > TimeSpan.Zero && fault.At + fault.For + scenario.Settle <= scenario.Duration));

    private bool Look(int number, ICollection<Fill> fills)
    {
        const int FramesMore = 4;
        SimulatedNode node = _network!.Nodes[number];
        if (!_isHonest[number] || node.Program is not IFilled program)
        {
            return false;
        }

        program.AddFills(fills);
        foreach (SimulatedLink link in node.Links)
        {
            fills.Add(new Fill("bytes under way on a link", link.EndOf(node).UnderWay, SimulatedNetwork.PipeBytes + (FramesMore * Mesh.Wire.WireLimits.FrameBytesMax)));
        }

        return true;
    }
}
