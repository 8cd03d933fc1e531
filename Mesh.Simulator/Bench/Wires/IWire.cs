namespace Mesh.Simulator.Bench.Wires;

/// <summary>Carries whole messages in order. One reader, one writer.</summary>
internal interface IWire : IAsyncDisposable
{
    /// <summary>Sends a message.</summary>
    ValueTask SendAsync(ReadOnlyMemory<byte> message);

    /// <summary>The next message; empty when the other side closed. The memory is valid until the next call.</summary>
    /// <param name="bytes">Its length, for a wire that does not tell it.</param>
    ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(int bytes);
}
