using System.Text;

namespace Mesh.Node.Web;

/// <summary>Server-Sent Events (HTML standard, "Server-sent events"): id is "n", event the event's name, data the object.</summary>
internal sealed class EventStreamForm : IStreamForm
{
    public string ContentType => "text/event-stream; charset=utf-8";

    public ReadOnlyMemory<byte> Heartbeat { get; } = ": alive\n\n"u8.ToArray();

    /// <summary>A browser that loses the stream comes back after a second.</summary>
    public ReadOnlyMemory<byte> Begin() => "retry: 1000\n\n"u8.ToArray();

    public ReadOnlyMemory<byte> Of(EventLine line)
    {
        byte[] head = Encoding.UTF8.GetBytes($"{(line.Number is null ? string.Empty : $"id: {line.Number}\n")}event: {line.Name}\ndata: ");
        return (byte[])[.. head, .. line.Utf8.Span, (byte)'\n', (byte)'\n'];
    }
}
