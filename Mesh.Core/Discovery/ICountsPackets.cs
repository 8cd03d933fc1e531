namespace Mesh.Discovery;

/// <summary>A discovery that counts what it sends and hears.</summary>
internal interface ICountsPackets
{
    /// <summary>Packets that left.</summary>
    long PacketsSent { get; }

    /// <summary>Packets that arrived, own ones that came back included.</summary>
    long PacketsReceived { get; }
}
