using System.Net;
using Microsoft.Extensions.Logging;

namespace Mesh.Diagnostics;

/// <summary>What the transports log; event ids 2000 to 2099. Addresses and failures come as objects, because this room knows no other.</summary>
internal static partial class TransportLog
{
    [LoggerMessage(2000, LogLevel.Information, "Accepting links on {EndPoint}.")]
    public static partial void Listening(this ILogger logger, EndPoint endPoint);

    [LoggerMessage(2001, LogLevel.Information, "The preferred port {Port} is taken; using a free one.")]
    public static partial void PreferredPortTaken(this ILogger logger, int port);

    [LoggerMessage(2002, LogLevel.Debug, "Accepting on {EndPoint} by {Device} alone.")]
    public static partial void ListeningByDevice(this ILogger logger, EndPoint endPoint, string device);

    [LoggerMessage(2003, LogLevel.Debug, "Cannot accept on {EndPoint} by {Device} alone; with several link-local interfaces callers may time out: {Fault}")]
    public static partial void ListeningByDeviceFailed(this ILogger logger, EndPoint endPoint, string device, string fault);

    [LoggerMessage(2004, LogLevel.Warning, "Accepting on {EndPoint} failed and is tried again: {Fault}")]
    public static partial void AcceptFailed(this ILogger logger, EndPoint endPoint, string fault);

    [LoggerMessage(2010, LogLevel.Debug, "Accepted a link from {Peer} at {Address}.")]
    public static partial void LinkAccepted(this ILogger logger, PeerId peer, object address);

    [LoggerMessage(2011, LogLevel.Debug, "Refused {EndPoint} with {Status}: {Reason}")]
    public static partial void CallerRefused(this ILogger logger, EndPoint endPoint, int status, string reason);

    [LoggerMessage(2012, LogLevel.Debug, "{EndPoint} did not finish its handshake: {Fault}")]
    public static partial void CallerFailed(this ILogger logger, EndPoint? endPoint, string fault);

    [LoggerMessage(2013, LogLevel.Debug, "Dropped {EndPoint}, which had not finished its handshake, for newer callers.")]
    public static partial void CallerEvicted(this ILogger logger, EndPoint endPoint);

    [LoggerMessage(2020, LogLevel.Debug, "Dialling {Address} failed ({Failure}): {Fault}")]
    public static partial void DialFailed(this ILogger logger, object address, object failure, string fault);

    [LoggerMessage(2021, LogLevel.Debug, "Dialled {Peer} at {Address}.")]
    public static partial void LinkDialled(this ILogger logger, PeerId peer, object address);

    [LoggerMessage(2022, LogLevel.Debug, "Cannot bind to {Device} for {EndPoint}; routing decides.")]
    public static partial void BindToDeviceFailed(this ILogger logger, string device, EndPoint endPoint);

    [LoggerMessage(2030, LogLevel.Debug, "The link to {Address} closed without the peer's answer: {Fault}")]
    public static partial void ClosedOneSided(this ILogger logger, object address, string fault);
}
