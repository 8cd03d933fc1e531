using System.ComponentModel;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;

namespace Mesh.Transports.WebSockets;

/// <summary>Turns what went wrong with one dialled address into a reason and a sentence.</summary>
internal static class DialFault
{
    /// <summary>Whether the exception tells of the network or the other end, not of a mistake of ours.</summary>
    public static bool IsExpected(Exception fault) =>
        fault is SocketException or IOException or AuthenticationException or WebSocketException or CryptographicException
            or HttpRequestException or Win32Exception or ObjectDisposedException or InvalidOperationException;

    /// <summary>What a failed TCP connection means.</summary>
    /// <param name="address">What was dialled.</param>
    /// <param name="fault">What the system said.</param>
    /// <param name="isMacOS">Whether the system is macOS, which answers "no route" for hosts of the same network when it forbids local-network access.</param>
    public static LinkException OfConnect(LinkAddress address, SocketException fault, bool isMacOS) => fault.SocketErrorCode switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset => new(LinkFailure.Refused, $"{address} answered that nothing listens there.", fault),
        SocketError.TimedOut => TimedOut(address, fault),
        SocketError.HostUnreachable when isMacOS => new(
            LinkFailure.Forbidden,
            $"macOS does not let this program reach {address}; allow it in System Settings, Privacy & Security, Local Network.",
            fault),
        SocketError.AccessDenied => new(LinkFailure.Forbidden, $"The system forbids connecting to {address}; look at its firewall.", fault),
        _ => new(LinkFailure.Unreachable, $"There is no way to {address} ({fault.Message.TrimEnd('.')}).", fault),
    };

    /// <summary>No answer in time.</summary>
    public static LinkException TimedOut(LinkAddress address, Exception? fault) =>
        new(LinkFailure.TimedOut, $"{address} did not answer in time: a firewall, client isolation, or nobody there.", fault);

    /// <summary>A connection stood, and TLS or HTTP on it failed.</summary>
    public static LinkException OfHandshake(LinkAddress address, Exception fault) => new(LinkFailure.NotMesh, $"{address} is no Mesh node ({fault.Message.TrimEnd('.')}).", fault);

    /// <summary>The upgrade was answered with something else than a WebSocket.</summary>
    /// <param name="address">What was dialled.</param>
    /// <param name="status">The HTTP status, or 0 when there was none.</param>
    /// <param name="reason">The reason that a Mesh node gives, or null.</param>
    /// <param name="fault">What was thrown.</param>
    public static LinkException OfUpgrade(LinkAddress address, int status, string? reason, Exception fault)
    {
        string cleaned = CloseReasonText.Clean(reason);
        if (cleaned.Length > 0)
        {
            return new(LinkFailure.Rejected, $"{address} refused the link: {cleaned}.", fault);
        }

        return status is 0 or UpgradeVerdict.SwitchingProtocols
            ? OfHandshake(address, fault)
            : new(LinkFailure.NotMesh, FormattableString.Invariant($"{address} is no Mesh node (it answered HTTP {status})."), fault);
    }
}
