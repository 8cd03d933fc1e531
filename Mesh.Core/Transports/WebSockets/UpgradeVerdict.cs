namespace Mesh.Transports.WebSockets;

/// <summary>What a request for a link comes to.</summary>
/// <param name="Status">101 when it may become a link, else the HTTP status of the refusal.</param>
/// <param name="Text">The key to answer with 101; the reason with a refusal, one line of ASCII.</param>
internal readonly record struct UpgradeVerdict(int Status, string Text)
{
    /// <summary>The status that switches protocols.</summary>
    public const int SwitchingProtocols = 101;

    /// <summary>The request is malformed.</summary>
    public const int BadRequest = 400;

    /// <summary>Who asks is not allowed to.</summary>
    public const int Forbidden = 403;

    /// <summary>Nothing is at that path.</summary>
    public const int NotFound = 404;

    /// <summary>Only WebSocket is spoken here.</summary>
    public const int UpgradeRequired = 426;

    /// <summary>The head is too long.</summary>
    public const int HeadTooLarge = 431;

    /// <summary>Too many links wait to be taken.</summary>
    public const int Busy = 503;

    /// <summary>Whether the request may become a link.</summary>
    public bool IsUpgrade => Status == SwitchingProtocols;
}
