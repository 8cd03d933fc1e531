using Mesh.Simulator.Network;

namespace Mesh.Simulator.Faults;

/// <summary>Stops and starts nodes for faults that may meet the same node at once: it starts again when the last of them lets it.</summary>
internal sealed class NodeSwitches
{
    private readonly SimulatedNetwork _network;
    private readonly Keyring _keys;
    private readonly int[] _stops;

    /// <summary>Makes the switches of a network whose nodes have these keys.</summary>
    public NodeSwitches(SimulatedNetwork network, Keyring keys)
    {
        _network = network;
        _keys = keys;
        _stops = new int[network.Nodes.Count];
    }

    /// <summary>Stops a node.</summary>
    public void Stop(int node, bool silently, StorageFate storage)
    {
        _stops[node]++;
        _network.StopNode(node, silently);
        if (storage == StorageFate.Lost)
        {
            _keys.Lose(node);
        }
    }

    /// <summary>Starts it again, unless another fault still keeps it down.</summary>
    public void Start(int node)
    {
        _stops[node]--;
        if (_stops[node] == 0)
        {
            _network.StartNode(node);
        }
    }
}
