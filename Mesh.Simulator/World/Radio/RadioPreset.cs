using System.Runtime.Serialization;

namespace Mesh.Simulator.World.Radio;

/// <summary>Ready sets of values.</summary>
internal enum RadioPreset
{
    /// <summary>None: every key has its own default.</summary>
    None,

    /// <summary>Phones in Wi-Fi Direct groups.</summary>
    [EnumMember(Value = "wifi-direct-11n")]
    WifiDirect11n,

    /// <summary>Laptops in ad hoc mode, 802.11g.</summary>
    [EnumMember(Value = "adhoc-11g")]
    Adhoc11g,

    /// <summary>One switch.</summary>
    Lan,

    /// <summary>Aircraft in sight of each other, 5.8 GHz.</summary>
    [EnumMember(Value = "uav-5.8GHz")]
    Uav5800MHz,
}
