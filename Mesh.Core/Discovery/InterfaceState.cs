using System.Net;

namespace Mesh.Discovery;

/// <summary>How discovery does on one network interface.</summary>
/// <param name="Name">The interface's name as the system shows it.</param>
/// <param name="Index">The interface's index.</param>
/// <param name="Addresses">Its usable unicast addresses.</param>
/// <param name="IsLoopback">Whether it is the loopback interface.</param>
/// <param name="IsUsed">Whether discovery sends and listens on it.</param>
/// <param name="Fault">One sentence on what is wrong (down, ignored by configuration, sending fails), or null.</param>
/// <param name="MulticastReturned">True when our own multicast came back on it, false when it did not within a second, null while undecided.</param>
/// <param name="HeardOthers">How many other mesh nodes were heard on it in the last two minutes.</param>
public sealed record InterfaceState(
    string Name,
    int Index,
    IReadOnlyList<IPAddress> Addresses,
    bool IsLoopback,
    bool IsUsed,
    string? Fault,
    bool? MulticastReturned,
    int HeardOthers)
{
    /// <summary>Whether it is up and has carrier.</summary>
    internal bool IsUp { get; init; }

    /// <summary>Whether a default gateway is behind it.</summary>
    internal bool HasGateway { get; init; }

    /// <summary>The lengths of the addresses' prefixes, in their order.</summary>
    internal IReadOnlyList<int> PrefixLengths { get; init; } = [];

    /// <summary>The families that are served on it.</summary>
    internal IReadOnlyList<FamilyState> Families { get; init; } = [];
}
