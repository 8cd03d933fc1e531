using Mesh.Node.Chat;
using Mesh.Node.Lines;

namespace Mesh.Node.Api;

/// <summary>What exceptions of the node are to a client.</summary>
internal static class ApiFault
{
    /// <summary>The error that tells it, or null when it is no client's business: a fault of ours, or cancellation.</summary>
    public static JsonLine? Of(Exception fault, ApiRequest? request) => fault switch
    {
        ApiException told => ApiReply.Error(request, told.Code, told.Message),
        MeshCallException call => Failure(call, request),
        ObjectDisposedException => ApiReply.Error(request, ApiCode.Stopping, "The node is stopping; try again when it runs."),
        ArgumentException => ApiReply.Error(request, CodeOf(fault), PlainMessage.Of(fault)),
        InvalidOperationException when RoomCode(fault) is { } code => ApiReply.Error(request, code, PlainMessage.Of(fault)),
        NotSupportedException => ApiReply.Error(request, ApiCode.Failed, "This node cannot do that."),
        _ => null,
    };

    private static JsonLine Failure(MeshCallException call, ApiRequest? request)
    {
        JsonLine line = ApiReply.Error(request, ApiCode.Of(call.Failure), PlainMessage.Of(call));
        return call.Failure == MeshCallFailure.Failed
            ? line.With("error", call.Error).WithAny("args", call.Arguments.Positional).WithAny("kwargs", call.Arguments.Named)
            : line;
    }

    /// <summary>The node tells of rooms by a kind of exception that much else has, too: only its own sentences are a client's business.</summary>
    private static string? RoomCode(Exception fault) => fault.Message switch
    {
        string text when text.StartsWith("You are not in the room '", StringComparison.Ordinal) => ApiCode.NoSuchRoom,
        string text when text.StartsWith("The room '", StringComparison.Ordinal) && text.Contains("' was left; ", StringComparison.Ordinal) => ApiCode.NoSuchRoom,
        string text when text.StartsWith("The room '", StringComparison.Ordinal) && text.EndsWith("' was not joined.", StringComparison.Ordinal) => ApiCode.NoSuchRoom,
        string text when text.StartsWith("The node is in ", StringComparison.Ordinal) => ApiCode.TooMany,
        string text when text.Contains(" messages wait to be sent already; ", StringComparison.Ordinal) => ApiCode.TooMany,
        string text when text.StartsWith("This node offers '", StringComparison.Ordinal) => ApiCode.AlreadyRegistered,
        _ => null,
    };

    private static string CodeOf(Exception fault) =>
        fault.Message.Contains(" and may have ", StringComparison.Ordinal) ? ApiCode.TooLong : ApiCode.BadRequest;
}
