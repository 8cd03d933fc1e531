namespace Mesh.Simulator.Network;

/// <summary>The addresses that stand for nodes, from 10.0.0.1 on; each is made once, for every neighbour keeps it.</summary>
internal sealed class AddressBook
{
    private const ulong FirstAddress = 0x0A000001;

    private readonly Dictionary<int, CandidateAddress> _addresses = [];

    /// <summary>A node's address.</summary>
    public CandidateAddress Of(int node)
    {
        if (!_addresses.TryGetValue(node, out CandidateAddress? address))
        {
            address = new CandidateAddress(new Id128(0, FirstAddress + (ulong)node), true, LinkOptions.PreferredPort, 0, null);
            _addresses.Add(node, address);
        }

        return address;
    }

    /// <summary>The number of the node at an address, or -1 when none of so many nodes is there.</summary>
    public static int NodeAt(CandidateAddress address, int nodes)
    {
        ulong number = address.Address.Low - FirstAddress;
        return number < (ulong)nodes ? (int)number : -1;
    }
}
