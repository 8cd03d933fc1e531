using Microsoft.Extensions.Logging;

namespace Mesh.Node.Diagnostics;

/// <summary>What the command logs. Event ids 9000 to 9099.</summary>
internal static partial class CommandLog
{
    [LoggerMessage(9000, LogLevel.Error, "The control socket accepts no more commands: {Reason}")]
    public static partial void AcceptFailed(ILogger logger, string reason);

    [LoggerMessage(9001, LogLevel.Debug, "A command's connection ended: {Reason}")]
    public static partial void ClientEnded(ILogger logger, string reason);

    [LoggerMessage(9002, LogLevel.Warning, "There is no control socket, so mesh send, tail and peers cannot reach this node: {Reason}")]
    public static partial void NoSocket(ILogger logger, string reason);

    [LoggerMessage(9003, LogLevel.Warning, "There is no page: {Reason}")]
    public static partial void NoPage(ILogger logger, string reason);

    [LoggerMessage(9004, LogLevel.Warning, "Nothing more is recorded into {File}: {Reason}")]
    public static partial void RecordingEnded(ILogger logger, string file, string reason);
}
