namespace Mesh.Discovery.Mdns;

/// <summary>What the engine wants done, in order. Belongs to the caller, who clears it before each call.</summary>
internal sealed class MdnsOutbox
{
    /// <summary>Messages to send.</summary>
    public List<MdnsTransmission> Transmissions { get; } = [];

    /// <summary>Sightings to report.</summary>
    public List<PeerSighting> Sightings { get; } = [];

    /// <summary>Empties both lists.</summary>
    public void Clear()
    {
        Transmissions.Clear();
        Sightings.Clear();
    }
}
