namespace Mesh.Node.Chat;

/// <summary>What an exception of the library says to a person, on one line.</summary>
internal static class PlainMessage
{
    /// <summary>The message without the parameter's name, which <see cref="ArgumentException"/> appends for programmers.</summary>
    public static string Of(Exception fault)
    {
        string message = fault.Message;
        int suffix = fault is ArgumentException { ParamName: not null } ? message.IndexOf(" (Parameter '", StringComparison.Ordinal) : -1;
        return Printable.Line(suffix < 0 ? message : message[..suffix]);
    }
}
