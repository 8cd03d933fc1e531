using Microsoft.Extensions.Logging;

namespace Mesh.Node.Diagnostics;

/// <summary>What the WAMP router logs. Event ids 9200 to 9299.</summary>
internal static partial class WampLog
{
    [LoggerMessage(9200, LogLevel.Error, "The WAMP router stopped handing out events.")]
    public static partial void RouterFaulted(ILogger logger, Exception fault);

    [LoggerMessage(9201, LogLevel.Warning, "A call of a WAMP session failed inside the node.")]
    public static partial void CallFaulted(ILogger logger, Exception fault);

    [LoggerMessage(9202, LogLevel.Debug, "A WAMP session's connection ended: {Reason}")]
    public static partial void ConnectionEnded(ILogger logger, string reason);
}
