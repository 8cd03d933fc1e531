using Microsoft.Extensions.Logging;

namespace Mesh.Diagnostics;

/// <summary>What discovery logs; event identifiers 3000 to 3099.</summary>
internal static partial class DiscoveryLog
{
    [LoggerMessage(3000, LogLevel.Information, "Multicast DNS starts on {Interface} over {Family}.")]
    public static partial void SegmentStarted(ILogger logger, string @interface, string family);

    [LoggerMessage(3001, LogLevel.Information, "Multicast DNS ends on {Interface} over {Family}.")]
    public static partial void SegmentEnded(ILogger logger, string @interface, string family);

    [LoggerMessage(3002, LogLevel.Warning, "Multicast DNS over {Family} cannot listen: {Fault}")]
    public static partial void SocketFailed(ILogger logger, string family, string fault);

    [LoggerMessage(3003, LogLevel.Debug, "Multicast DNS cannot send on segment {Segment}: {Fault}")]
    public static partial void SendFailed(ILogger logger, string segment, string fault);

    [LoggerMessage(3004, LogLevel.Warning, "Multicast DNS cannot join its group on {Interface} over {Family}: {Fault}")]
    public static partial void JoinFailed(ILogger logger, string @interface, string family, string fault);

    [LoggerMessage(3005, LogLevel.Information, "Another node has our name; this one is now announced as '{Instance}'.")]
    public static partial void Renamed(ILogger logger, string instance);

    [LoggerMessage(3006, LogLevel.Error, "Multicast DNS stopped by a fault of its own.")]
    public static partial void EngineFaulted(ILogger logger, Exception exception);

    [LoggerMessage(3007, LogLevel.Information, "The address '{Address}' cannot be resolved now: {Fault}")]
    public static partial void Unresolved(ILogger logger, string address, string fault);

    [LoggerMessage(3008, LogLevel.Debug, "Nothing was heard; {Count} usual addresses are tried.")]
    public static partial void Guessing(ILogger logger, int count);

    [LoggerMessage(3009, LogLevel.Debug, "Goodbye could not be said on segment {Segment}: {Fault}")]
    public static partial void GoodbyeFailed(ILogger logger, string segment, string fault);
}
