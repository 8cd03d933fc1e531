using System.Security.Cryptography;
using System.Text;

namespace Mesh.Transports.WebSockets;

/// <summary>What a listener answers to a request, as bytes.</summary>
internal static class UpgradeResponse
{
    /// <summary>The field that carries a refusal's reason; <c>ClientWebSocket</c> shows fields but no body.</summary>
    public const string ReasonField = "Mesh-Reason";

    /// <summary>RFC 6455, section 1.3.</summary>
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>The answer that switches to WebSocket, or the refusal with its reason as field and as readable body.</summary>
    public static byte[] Of(UpgradeVerdict verdict) => Encoding.ASCII.GetBytes(verdict.IsUpgrade ? Acceptance(verdict.Text) : Refusal(verdict));

    private static string Acceptance(string key) =>
        $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {AcceptOf(key)}\r\nSec-WebSocket-Protocol: {UpgradeRequest.Subprotocol}\r\n\r\n";

    // SHA-1 is what RFC 6455 prescribes here; it proves that the listener understood the request and protects nothing.
    private static string AcceptOf(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));

    private static string Refusal(UpgradeVerdict verdict)
    {
        string body = $"{verdict.Status} {Phrase(verdict.Status)}: {verdict.Text}.\n";
        bool offersUpgrade = verdict.Status == UpgradeVerdict.UpgradeRequired;
        string upgrade = offersUpgrade ? "Upgrade: websocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13\r\n" : "Connection: close\r\n";
        return FormattableString.Invariant(
            $"HTTP/1.1 {verdict.Status} {Phrase(verdict.Status)}\r\n{upgrade}Content-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length}\r\nCache-Control: no-store\r\n{ReasonField}: {verdict.Text}\r\n\r\n{body}");
    }

    private static string Phrase(int status) => status switch
    {
        UpgradeVerdict.BadRequest => "Bad Request",
        UpgradeVerdict.Forbidden => "Forbidden",
        UpgradeVerdict.NotFound => "Not Found",
        UpgradeVerdict.UpgradeRequired => "Upgrade Required",
        UpgradeVerdict.HeadTooLarge => "Request Header Fields Too Large",
        UpgradeVerdict.Busy => "Service Unavailable",
        _ => "Refused",
    };
}
