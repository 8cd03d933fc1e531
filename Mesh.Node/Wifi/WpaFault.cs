namespace Mesh.Node.Wifi;

/// <summary>Why a control socket of wpa_supplicant is of no use.</summary>
internal enum WpaFault
{
    /// <summary>There is no such socket, or nobody listens on it: the interface is gone, or wpa_supplicant ended.</summary>
    Absent,

    /// <summary>This account may not use it.</summary>
    Denied,

    /// <summary>It did not answer in time.</summary>
    Silent,

    /// <summary>It answered FAIL, or something that no command ends with.</summary>
    Refused,
}
