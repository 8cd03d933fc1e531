namespace Mesh.Node.Doctor;

/// <summary>How bad a finding is.</summary>
internal enum FindingSeverity
{
    /// <summary>It works, but worse than it could, or it may soon not.</summary>
    Warning,

    /// <summary>Others are not seen or reached because of it.</summary>
    Problem,
}
