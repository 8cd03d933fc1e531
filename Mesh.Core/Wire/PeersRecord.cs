using System.Buffers;

namespace Mesh.Wire;

/// <summary>Peer exchange: nodes that its sender has reached, and where.</summary>
/// <param name="Peers">At most <see cref="WireLimits.PeerAddressesMax"/>. A hint: who answers there must still prove its identity.</param>
internal readonly record struct PeersRecord(PeerAddress[] Peers) : IRecord<PeersRecord>
{
    private const int FieldCount = 2;
    private const int AddressFieldCount = 3;

    /// <inheritdoc/>
    public static RecordKind Kind => RecordKind.Peers;

    /// <summary>Reads [7, [[peer bin16, address bin4 or bin16, port u16]...]].</summary>
    public static bool TryRead(ReadOnlyMemory<byte> record, out PeersRecord value)
    {
        RecordReader reader = new(record, Kind, FieldCount);
        PeerAddress[] peers = RecordReader.NewArray<PeerAddress>(reader.Items(WireLimits.PeerAddressesMax));
        for (int i = 0; i < peers.Length && !reader.Failed; i++)
        {
            int extra = reader.Open(AddressFieldCount);
            PeerAddress read = new(reader.Peer(), reader.Binary(WireLimits.Ip4Bytes, WireLimits.Ip6Bytes), (int)reader.Number(ushort.MaxValue));
            reader.Demand(IsAddress(read));
            reader.Close(extra);
            peers[i] = read;
        }

        return reader.End(new PeersRecord(peers), out value);
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output)
    {
        RecordWriter writer = new(output, Kind, FieldCount);
        writer.Items(Peers.Length, WireLimits.PeerAddressesMax);
        foreach (PeerAddress peer in Peers)
        {
            if (!IsAddress(peer))
            {
                throw new ArgumentException($"A peer's address takes 4 or 16 bytes and a port from 1 to 65535; this has {peer.Address.Length} bytes and port {peer.Port}.", nameof(output));
            }

            writer.Open(AddressFieldCount);
            writer.Peer(peer.Peer);
            writer.Binary(peer.Address, WireLimits.Ip6Bytes);
            writer.Number((ulong)peer.Port);
        }
    }

    private static bool IsAddress(in PeerAddress peer) =>
        peer.Address.Length is WireLimits.Ip4Bytes or WireLimits.Ip6Bytes && peer.Port is >= 1 and <= ushort.MaxValue;
}
