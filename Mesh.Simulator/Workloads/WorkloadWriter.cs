using Mesh.Simulator.Engine;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Workloads;

/// <summary>Has the nodes of a network write what is planned. A message whose writer is down is not written.</summary>
internal sealed class WorkloadWriter : IEventTarget
{
    private readonly SimulatedNetwork _network;
    private readonly WorkloadPlan _plan;

    /// <summary>Plans the first message.</summary>
    public WorkloadWriter(SimulatedNetwork network, WorkloadPlan plan)
    {
        _network = network;
        _plan = plan;
        PlanMessage(0);
    }

    /// <summary>Has a node that starts join its rooms.</summary>
    public void JoinRooms(SimulatedNode node)
    {
        foreach ((string room, IReadOnlyList<int> members) in _plan.Members)
        {
            if (members.Count == _network.Nodes.Count || members.Contains(node.Number))
            {
                node.Program!.Join(room);
            }
        }
    }

    /// <inheritdoc/>
    public void On(in SimulationEvent due)
    {
        int number = (int)due.Number;
        PlannedMessage message = _plan.Messages[number];
        PlanMessage(number + 1);
        if (_network.Nodes[message.Writer].Program is { } program)
        {
            _network.Tell(new RunEvent(_network.Now, RunEventKind.Created, message.Writer, message.To, number, Bytes: message.Bytes, Text: message.Room));
            program.PublishTo(number, message.To, message.Room, MessageBody.Make(number, message.Bytes));
        }
    }

    private void PlanMessage(int number)
    {
        if (number < _plan.Messages.Count)
        {
            _network.Plan(_plan.Messages[number].At - _network.Now, this, kind: 0, number, null);
        }
    }
}
