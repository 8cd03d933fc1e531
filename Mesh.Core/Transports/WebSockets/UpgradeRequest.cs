namespace Mesh.Transports.WebSockets;

/// <summary>Judges a request for a WebSocket (RFC 6455, section 4.2.1), strictly and without side effects.</summary>
internal static class UpgradeRequest
{
    /// <summary>Where links are asked for.</summary>
    public const string Path = "/mesh";

    /// <summary>The subprotocol that links speak.</summary>
    public const string Subprotocol = "mesh.v1";

    private const string SupportedVersion = "13";
    private const int KeyBytes = 16;
    private const string PlainReason = "this is a Mesh node; it speaks WebSocket (RFC 6455) at /mesh with subprotocol mesh.v1 over mutual TLS";

    /// <summary>Judges a head as it was received, from the request line to the empty line.</summary>
    public static UpgradeVerdict Judge(ReadOnlySpan<byte> bytes)
    {
        var head = RequestHead.Parse(bytes);
        if (head is null)
        {
            return Malformed("this is no HTTP/1.1 request");
        }

        if (!head.Lists("Upgrade", "websocket", StringComparison.OrdinalIgnoreCase))
        {
            return new(UpgradeVerdict.UpgradeRequired, PlainReason);
        }

        string? fault = FaultOf(head);
        if (fault is not null)
        {
            return Malformed(fault);
        }

        if (!head.TrySingle("Sec-WebSocket-Version", out string version) || version != SupportedVersion)
        {
            return new(UpgradeVerdict.UpgradeRequired, "only WebSocket version 13 is spoken");
        }

        if (head.Target != Path)
        {
            return new(UpgradeVerdict.NotFound, "links are asked for at /mesh");
        }

        return head.TrySingle("Sec-WebSocket-Key", out string key)
            ? new(UpgradeVerdict.SwitchingProtocols, key)
            : Malformed("Sec-WebSocket-Key is missing");
    }

    private static string? FaultOf(RequestHead head)
    {
        if (head.Method != "GET" || head.Version != "HTTP/1.1")
        {
            return "an upgrade must be a GET of HTTP/1.1";
        }

        if (!head.TrySingle("Host", out string host) || host.Length == 0)
        {
            return "exactly one Host is needed";
        }

        if (!head.Lists("Connection", "upgrade", StringComparison.OrdinalIgnoreCase))
        {
            return "Connection does not list upgrade";
        }

        if (!head.TrySingle("Sec-WebSocket-Key", out string key) || !IsKey(key))
        {
            return "exactly one Sec-WebSocket-Key of 16 bytes in base64 is needed";
        }

        if (head.Has("Transfer-Encoding") || (head.TrySingle("Content-Length", out string length) ? length != "0" : head.Has("Content-Length")))
        {
            return "an upgrade has no body";
        }

        return head.Lists("Sec-WebSocket-Protocol", Subprotocol, StringComparison.Ordinal) ? null : "Sec-WebSocket-Protocol does not list mesh.v1";
    }

    private static bool IsKey(string key)
    {
        Span<byte> bytes = stackalloc byte[KeyBytes];
        return key.Length == 24 && Convert.TryFromBase64String(key, bytes, out int written) && written == KeyBytes && Convert.ToBase64String(bytes) == key;
    }

    private static UpgradeVerdict Malformed(string reason) => new(UpgradeVerdict.BadRequest, reason);
}
