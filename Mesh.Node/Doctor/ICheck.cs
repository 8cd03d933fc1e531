namespace Mesh.Node.Doctor;

/// <summary>Looks at the facts for one kind of thing that may be wrong. Pure.</summary>
internal interface ICheck
{
    IEnumerable<Finding> Look(Facts facts);
}
