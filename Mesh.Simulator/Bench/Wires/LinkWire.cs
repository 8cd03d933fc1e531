using Mesh.Transports;

namespace Mesh.Simulator.Bench.Wires;

/// <summary>Messages over a node's link.</summary>
internal sealed class LinkWire(ILink link, params IDisposable[] owned) : IWire
{
    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => link.SendAsync(message, CancellationToken.None);

    public async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(int bytes) => await link.ReceiveAsync(CancellationToken.None).ConfigureAwait(false) ?? default;

    public async ValueTask DisposeAsync()
    {
        await link.DisposeAsync().ConfigureAwait(false);
        foreach (IDisposable one in owned)
        {
            one.Dispose();
        }
    }
}
