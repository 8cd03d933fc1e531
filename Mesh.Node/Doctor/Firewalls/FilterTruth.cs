namespace Mesh.Node.Doctor.Firewalls;

/// <summary>Whether a rule matches: what is not understood may match.</summary>
internal enum FilterTruth
{
    No,
    Maybe,
    Yes,
}
