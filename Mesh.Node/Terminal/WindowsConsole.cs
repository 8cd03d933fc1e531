using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Mesh.Node.Terminal;

/// <summary>Asks a Windows console to understand control sequences. Source: SetConsoleMode, Microsoft console reference.</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsConsole
{
    private const int StandardOutput = -11;
    private const uint EnableVirtualTerminalProcessing = 0x0004;

    /// <summary>False when the console is too old to.</summary>
    public static bool EnableSequences()
    {
        nint console = GetStdHandle(StandardOutput);
        return GetConsoleMode(console, out uint mode)
            && ((mode & EnableVirtualTerminalProcessing) != 0 || SetConsoleMode(console, mode | EnableVirtualTerminalProcessing));
    }

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern nint GetStdHandle(int handle);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool GetConsoleMode(nint console, out uint mode);

    [DllImport("kernel32.dll", SetLastError = true)]
    private static extern bool SetConsoleMode(nint console, uint mode);
}
