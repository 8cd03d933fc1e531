using Mesh.Node.Lines;

namespace Mesh.Node.Api;

/// <summary>The lines that answer commands.</summary>
internal static class ApiReply
{
    /// <summary>The line with what the command wants repeated.</summary>
    public static JsonLine To(ApiRequest? request, JsonLine line) => request?.Ref is { } repeated ? line.WithAny("ref", repeated) : line;

    /// <summary>An error.</summary>
    public static JsonLine Error(ApiRequest? request, string code, string message) => To(request, JsonLine.Event("error")).With("code", code).With("message", message);
}
