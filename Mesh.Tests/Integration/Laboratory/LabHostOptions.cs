namespace Mesh.Tests.Integration.Laboratory;

/// <summary>What a new host has.</summary>
internal sealed record LabHostOptions
{
    /// <summary>Whether it has the interface <c>wl0</c>; without, the host has only <c>lo</c> until one is added.</summary>
    public bool Radio { get; init; } = true;

    /// <summary>Whether its interfaces get an IPv4 link-local address.</summary>
    public bool IPv4 { get; init; } = true;

    /// <summary>Whether IPv6 is on.</summary>
    public bool IPv6 { get; init; } = true;

    /// <summary>
    /// Whether IPv6 addresses stay tentative for one to two seconds after a link came up, as they do on real hosts.
    /// Off by default, for speed.
    /// </summary>
    public bool DuplicateAddressDetection { get; init; }
}
