using Microsoft.Extensions.Logging;

namespace Mesh.Diagnostics;

/// <summary>What the driver logs; event ids 1000 to 1099. Never what people wrote, nor keys.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1000, LogLevel.Information, "Node {Peer} of network '{Network}' accepts links at {EndPoints}.")]
    public static partial void Started(ILogger logger, string peer, string network, string endPoints);

    [LoggerMessage(1001, LogLevel.Information, "Node {Peer} has stopped.")]
    public static partial void Stopped(ILogger logger, string peer);

    [LoggerMessage(1002, LogLevel.Error, "The node stops because something failed that must not.")]
    public static partial void Faulted(ILogger logger, Exception exception);

    [LoggerMessage(1003, LogLevel.Warning, "Stopping took longer than {Seconds} s; what is left is cut off.")]
    public static partial void StopLate(ILogger logger, double seconds);

    [LoggerMessage(1010, LogLevel.Information, "Neighbour {Peer} at {Address} on {Interface}.")]
    public static partial void NeighbourUp(ILogger logger, string peer, string address, string? @interface);

    [LoggerMessage(1011, LogLevel.Information, "Neighbour {Peer} is lost: {Reason}")]
    public static partial void NeighbourDown(ILogger logger, string peer, string reason);

    [LoggerMessage(1012, LogLevel.Debug, "A link with {Peer} was refused: {Code}, by the peer: {ByPeer}.")]
    public static partial void LinkRefused(ILogger logger, string peer, Enum code, bool byPeer);

    [LoggerMessage(1013, LogLevel.Debug, "Link {Link} stands with {Peer} at {Address}; dialled: {Dialled}.")]
    public static partial void LinkStands(ILogger logger, int link, string peer, string address, bool dialled);

    [LoggerMessage(1014, LogLevel.Debug, "Link {Link} has ended: {Reason}")]
    public static partial void LinkEnded(ILogger logger, int link, string reason);

    [LoggerMessage(1015, LogLevel.Debug, "Dialling {Address} failed ({Failure}): {Text}")]
    public static partial void DialFailed(ILogger logger, string address, Enum failure, string text);

    [LoggerMessage(1016, LogLevel.Debug, "Link {Link} cannot keep up and is closed.")]
    public static partial void LinkTooSlow(ILogger logger, int link);

    [LoggerMessage(1017, LogLevel.Debug, "There is no room for another link; {Peer} is turned away.")]
    public static partial void LinkTurnedAway(ILogger logger, string peer);

    [LoggerMessage(1020, LogLevel.Debug, "Protocol: {Kind} on link {Link}, number {Number}.")]
    public static partial void Trace(ILogger logger, Enum kind, int link, long number);

    [LoggerMessage(1030, LogLevel.Warning, "What is remembered of peers cannot be read from '{Path}' and is left out: {Reason}")]
    public static partial void MemoryUnreadable(ILogger logger, string path, string reason);

    [LoggerMessage(1031, LogLevel.Warning, "What is remembered of peers cannot be written to '{Path}': {Reason}")]
    public static partial void MemoryUnwritable(ILogger logger, string path, string reason);
}
