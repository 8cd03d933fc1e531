namespace Mesh.Node.Web;

/// <summary>One object a line, without end (application/x-ndjson); an empty line is a sign of life.</summary>
internal sealed class LinesForm : IStreamForm
{
    public string ContentType => "application/x-ndjson; charset=utf-8";

    public ReadOnlyMemory<byte> Heartbeat { get; } = "\n"u8.ToArray();

    public ReadOnlyMemory<byte> Begin() => default;

    public ReadOnlyMemory<byte> Of(EventLine line) => (byte[])[.. line.Utf8.Span, (byte)'\n'];
}
