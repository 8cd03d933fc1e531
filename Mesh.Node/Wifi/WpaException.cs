namespace Mesh.Node.Wifi;

/// <summary>wpa_supplicant could not be used as wanted. The message is one sentence with the mend.</summary>
internal sealed class WpaException : Exception
{
    public WpaException(WpaFault fault, string message, Exception? inner = null)
        : base(message, inner)
    {
        Fault = fault;
    }

    /// <summary>What went wrong.</summary>
    public WpaFault Fault { get; }
}
