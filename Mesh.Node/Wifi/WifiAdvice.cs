namespace Mesh.Node.Wifi;

/// <summary>What is missing for a network of one's own, each in one line with the command that mends it. Pure.</summary>
internal static class WifiAdvice
{
    public const string OnWindows =
        "On Windows take 'mesh wifi hotspot', or by hand: Settings, Network & internet, Mobile hotspot, share over Wi-Fi, on. Others join it by its name and password, and 'mesh' finds them (docs/networks.md, \"Windows\").";

    private const string OnMac =
        "macOS joins Wi-Fi networks and makes none by a command: choose the other's network in the menu bar, or share one in System Settings, General, Sharing, Internet Sharing (docs/networks.md, \"macOS\").";

    private const string Elsewhere = "This system's Wi-Fi is not known to mesh; make a network by its own settings, and 'mesh' finds who is in it (docs/networks.md).";

    /// <summary>What to do on this system where 'mesh wifi' does not make networks.</summary>
    public static string Here() => OperatingSystem.IsWindows() ? OnWindows : OperatingSystem.IsMacOS() ? OnMac : Elsewhere;

    /// <summary>wpa_supplicant has no sockets there.</summary>
    public static WpaException NoFolder(string folder, Exception inner) => new(
        WpaFault.Absent,
        folder == WpaFolder.Usual
            ? $"wpa_supplicant does not run, or without control sockets ('{folder}' does not exist); install it with 'sudo apt install wpasupplicant', start it with 'sudo systemctl enable --now wpa_supplicant', or name its folder with --wpa-socket."
            : $"The folder of control sockets '{folder}' does not exist; correct --wpa-socket, or leave it out for {WpaFolder.Usual}.",
        inner);

    /// <summary>The sockets are there, for others.</summary>
    public static WpaException SocketDenied(string folder, Exception inner) => new(
        WpaFault.Denied,
        $"This account may not use wpa_supplicant's sockets in '{folder}'; on Debian the group netdev may: sudo usermod -aG netdev {Environment.UserName}, then log in again. Elsewhere run this one command with sudo; 'mesh' itself needs no rights.",
        inner);

    /// <summary>The folder is there and empty of what is wanted.</summary>
    public static WpaException NoRadio(string folder) => new(
        WpaFault.Absent,
        $"wpa_supplicant looks after no radio with Wi-Fi Direct in '{folder}'; see what there is with 'mesh wifi', switch the radio on with 'rfkill unblock wifi', or plug one in.");

    /// <summary>A program is not installed.</summary>
    public static string NoProgram(string program, string package) => $"The program '{program}' is not installed; install it with: sudo apt install {package}.";

    /// <summary>The system does not let this account change the radio.</summary>
    public static string NotAllowed(string what) =>
        $"{what} needs the right CAP_NET_ADMIN, which this account does not have; run this one command with sudo, or let wpa_supplicant or NetworkManager manage the radio. 'mesh' itself needs no rights.";
}
