namespace Mesh.Node.Wifi;

/// <summary>What an entry of the ledger takes back.</summary>
internal enum UndoKind
{
    /// <summary>A command to wpa_supplicant.</summary>
    Command,

    /// <summary>A program, such as nmcli or iw.</summary>
    Program,

    /// <summary>A Wi-Fi Direct group.</summary>
    Group,

    /// <summary>A network of wpa_supplicant's list.</summary>
    Network,
}
