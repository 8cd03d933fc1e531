namespace Mesh;

/// <summary>One of Mesh's own invariants broke: a bug in Mesh, never something that a peer can cause. The node stops.</summary>
public sealed class MeshInvariantException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What broke.</param>
    public MeshInvariantException(string message)
        : base(message)
    {
    }
}
