namespace Mesh.Simulator.Bench.Sockets;

/// <summary>How a client of one kind of server speaks. Belongs to one client.</summary>
internal interface IEventForm
{
    /// <summary>The path of the server's WebSocket.</summary>
    string Path { get; }

    /// <summary>What is offered in Sec-WebSocket-Protocol; null for nothing.</summary>
    string? SubProtocol { get; }

    /// <summary>Whether frames are text.</summary>
    bool IsText { get; }

    /// <summary>What a client says first; the server answers each with one frame.</summary>
    IReadOnlyList<ReadOnlyMemory<byte>> Opening(bool subscribes);

    /// <summary>Whether an answer to an opening is a good one.</summary>
    bool IsGood(ReadOnlySpan<byte> answer);

    /// <summary>Writes the frame that publishes an event.</summary>
    /// <param name="frame">Where to; has room for the body and 256 bytes.</param>
    /// <param name="bytes">The body's bytes.</param>
    /// <param name="stamp">What is in the body.</param>
    /// <returns>The frame's length.</returns>
    int Publish(Span<byte> frame, int bytes, Stamp stamp);
}
