namespace Mesh.Tests.Integration.Embedding;

/// <summary>The sample of ways in docs/embedding.md. What stands between the two marks is word for word what stands there; a test compares them.</summary>
internal sealed class WaySample
{
    /// <summary>Takes the place of the system's console, so that a test sees what the sample prints.</summary>
    public StringWriter Console { get; } = new();

    // Sample begins.
    /// <summary>The way to somebody, and the way of the last message of a room.</summary>
    public async Task LookAsync(MeshNode node, PeerId peer, MeshRoom room)
    {
        PeerTrace way = await node.TraceAsync(peer);
        foreach (PeerTraceHop hop in way.Hops)
        {
            MeshPing ping = await node.PingAsync(hop.Peer, towards: peer);
            Console.WriteLine($"{hop.Peer.ToShortString()}: {ping.RoundTrip?.TotalMilliseconds ?? double.NaN} ms, goes on by {ping.Next?.ToShortString() ?? "nobody"}");
        }

        if (way.End == WayEnd.Reached && room.Latest(1) is [RoomMessage last])
        {
            MessageTrace history = await node.TraceAsync(last.Id);
            Console.WriteLine(string.Join(" <- ", history.Hops.Select(hop => hop.Peer.ToShortString())));
        }
    }

    // Sample ends.
}
