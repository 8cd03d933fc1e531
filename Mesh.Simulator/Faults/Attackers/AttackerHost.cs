using Mesh.Simulator.Network;

namespace Mesh.Simulator.Faults.Attackers;

/// <summary>What the program inside an attacker takes for its host: everything goes to the real one, but for the frames, which the attacker looks at first.</summary>
internal sealed class AttackerHost(INodeHost host, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> change) : INodeHost
{
    /// <inheritdoc/>
    public int Number => host.Number;

    /// <inheritdoc/>
    public int Nodes => host.Nodes;

    /// <inheritdoc/>
    public int Slowness => host.Slowness;

    /// <inheritdoc/>
    public MeshInstant Now => host.Now;

    /// <inheritdoc/>
    public MeshRandom Random => host.Random;

    /// <inheritdoc/>
    public void Dial(int peer, long token, TimeSpan limit) => host.Dial(peer, token, limit);

    /// <inheritdoc/>
    public void Send(int link, ReadOnlySpan<byte> frame)
    {
        ReadOnlyMemory<byte> changed = change(frame.ToArray());
        if (!changed.IsEmpty)
        {
            host.Send(link, changed.Span);
        }
    }

    /// <inheritdoc/>
    public bool IsWritable(int link) => host.IsWritable(link);

    /// <inheritdoc/>
    public void Close(int link, string reason) => host.Close(link, reason);

    /// <inheritdoc/>
    public void WakeAt(MeshInstant at) => host.WakeAt(at);

    /// <inheritdoc/>
    public void After(TimeSpan time, int kind, long number, object? body) => host.After(time, kind, number, body);

    /// <inheritdoc/>
    public void Delivered(ReadOnlySpan<byte> body, int hops) => host.Delivered(body, hops);
}
