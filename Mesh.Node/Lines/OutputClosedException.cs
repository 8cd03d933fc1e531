namespace Mesh.Node.Lines;

/// <summary>Whoever read our output is gone: no fault, the end of the work.</summary>
internal sealed class OutputClosedException : Exception
{
    public OutputClosedException(Exception inner)
        : base("Standard output was closed.", inner)
    {
    }
}
