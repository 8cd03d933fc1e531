namespace Mesh.Node.Configuration;

/// <summary>A person got something wrong; the message is one line that names the thing, the value and the mend. The command ends with exit code 2.</summary>
internal sealed class ComplaintException : Exception
{
    public ComplaintException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
