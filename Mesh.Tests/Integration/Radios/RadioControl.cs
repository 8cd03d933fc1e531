namespace Mesh.Tests.Integration.Radios;

/// <summary>What has the say over a laptop's radios.</summary>
internal enum RadioControl
{
    /// <summary>wpa_supplicant alone, with a control socket for each radio.</summary>
    Supplicant,

    /// <summary>NetworkManager, which uses wpa_supplicant over the system bus.</summary>
    NetworkManager,
}
