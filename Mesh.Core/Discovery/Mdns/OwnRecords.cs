namespace Mesh.Discovery.Mdns;

/// <summary>The records that this node may answer with, as a set.</summary>
[Flags]
internal enum OwnRecords
{
    /// <summary>No record.</summary>
    None = 0,

    /// <summary>The shared pointer from the enumeration of service types to ours.</summary>
    Enumeration = 1,

    /// <summary>The shared pointer from our service type to our instance.</summary>
    Pointer = 2,

    /// <summary>The instance's host and port.</summary>
    Service = 4,

    /// <summary>The instance's text.</summary>
    Text = 8,

    /// <summary>The host's IPv4 addresses.</summary>
    IPv4 = 16,

    /// <summary>The host's IPv6 addresses.</summary>
    IPv6 = 32,

    /// <summary>That the instance has nothing else.</summary>
    InstanceDenial = 64,

    /// <summary>That the host has nothing else.</summary>
    HostDenial = 128,

    /// <summary>What belongs to the instance name alone.</summary>
    Instance = Service | Text,

    /// <summary>What belongs to the host name alone.</summary>
    Host = IPv4 | IPv6,

    /// <summary>What is announced.</summary>
    Announced = Pointer | Instance | Host,
}
