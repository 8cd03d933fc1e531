namespace Mesh.Node.Doctor.Checks;

/// <summary>Every check, the most telling first.</summary>
internal static class AllChecks
{
    private static readonly ICheck[] Checks =
    [
        new InterfaceCheck(), new PortSharingCheck(), new MulticastCheck(), new RefusalCheck(), new UnreachedCheck(), new GivenPeerCheck(), new LinksFirewallCheck(),
        new IPv6Check(), new SameSubnetCheck(), new PowerSaveCheck(), new DiskCheck(), new ClockCheck(),
    ];

    /// <summary>All findings: problems before warnings, each thing once.</summary>
    public static IReadOnlyList<Finding> Look(Facts facts) =>
        [.. Checks.SelectMany(check => check.Look(facts)).DistinctBy(finding => (finding.Code, finding.Subject, finding.Sentence)).OrderByDescending(finding => finding.Severity)];
}
