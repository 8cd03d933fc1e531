namespace Mesh.Node.Api;

/// <summary>A command or request cannot be done; told to the client as an event "error".</summary>
internal sealed class ApiException : Exception
{
    /// <param name="code">A stable short code of <see cref="ApiCode"/>.</param>
    /// <param name="message">One sentence with the mend.</param>
    /// <param name="inner">The cause, if another exception told.</param>
    public ApiException(string code, string message, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
    }

    public string Code { get; }
}
