using System.Text;

namespace Mesh.Simulator.Bench.Sockets;

/// <summary>SignalR's JSON protocol, as far as publishing and broadcasts take it (its specification, "JSON Encoding").</summary>
internal sealed class HubForm : IEventForm
{
    /// <summary>Where the server has its hub.</summary>
    public const string HubPath = "/hub";

    private const byte RecordEnd = 0x1e;

    private static readonly byte[] Handshake = Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e");

    public string Path => HubPath;

    public string? SubProtocol => null;

    public bool IsText => true;

    private static ReadOnlySpan<byte> Before => "{\"type\":1,\"target\":\"Publish\",\"arguments\":[\""u8;

    private static ReadOnlySpan<byte> Behind => "\"]}\u001e"u8;

    public IReadOnlyList<ReadOnlyMemory<byte>> Opening(bool subscribes) => [Handshake];

    public bool IsGood(ReadOnlySpan<byte> answer) => answer is [(byte)'{', (byte)'}', RecordEnd, ..];

    public int Publish(Span<byte> frame, int bytes, Stamp stamp)
    {
        Before.CopyTo(frame);
        stamp.Write(frame.Slice(Before.Length, bytes));
        Behind.CopyTo(frame[(Before.Length + bytes)..]);
        return Before.Length + bytes + Behind.Length;
    }
}
