namespace Mesh.Simulator.Bench.Sockets;

/// <summary>A WebSocket that sends everything back: what a round trip through a server costs at the least.</summary>
internal sealed class EchoForm : IEventForm
{
    /// <summary>Where the server echoes.</summary>
    public const string EchoPath = "/echo";

    public string Path => EchoPath;

    public string? SubProtocol => null;

    public bool IsText => false;

    public IReadOnlyList<ReadOnlyMemory<byte>> Opening(bool subscribes) => [];

    public bool IsGood(ReadOnlySpan<byte> answer) => true;

    public int Publish(Span<byte> frame, int bytes, Stamp stamp)
    {
        stamp.Write(frame[..bytes]);
        return bytes;
    }
}
