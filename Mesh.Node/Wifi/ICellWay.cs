using Mesh.Node.Configuration;

namespace Mesh.Node.Wifi;

/// <summary>One of the ways to make an access point or an ad hoc cell.</summary>
internal interface ICellWay
{
    /// <summary>Makes it; what was changed stands in the ledger, also when it fails.</summary>
    /// <returns>The network interface that carries it.</returns>
    /// <exception cref="ComplaintException">It can't be made so; one sentence with the mend.</exception>
    /// <exception cref="WpaException">The same, of wpa_supplicant.</exception>
    Task<string> MakeAsync(CellPlan plan, CancellationToken cancellationToken);

    /// <summary>Whether machines that join get an IPv4 address, which phones want.</summary>
    bool GivesAddresses { get; }
}
