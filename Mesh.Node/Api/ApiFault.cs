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
        InvalidOperationException => ApiReply.Error(request, ApiCode.NoSuchRoom, PlainMessage.Of(fault)),
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

    private static string CodeOf(Exception fault) =>
        fault.Message.Contains(" and may have ", StringComparison.Ordinal) ? ApiCode.TooLong : ApiCode.BadRequest;
}
