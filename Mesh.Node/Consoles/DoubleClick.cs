using System.Runtime.InteropServices;

namespace Mesh.Node.Consoles;

/// <summary>Whether the program was started from a desktop and not from a terminal.</summary>
internal static class DoubleClick
{
    /// <summary>
    /// On Windows: the console window is this process's alone, as the explorer makes one. Elsewhere: a desktop runs, and neither stream nor process
    /// has a terminal; a script without a terminal looks the same, so only a start without any argument counts (see <paramref name="arguments"/>).
    /// </summary>
    public static bool Started(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        if (arguments.Count > 0)
        {
            return false;
        }

        if (OperatingSystem.IsWindows())
        {
            uint[] processes = new uint[2];
            return GetConsoleProcessList(processes, (uint)processes.Length) == 1;
        }

        bool hasDesktop = OperatingSystem.IsMacOS() || !string.IsNullOrEmpty(variable("DISPLAY")) || !string.IsNullOrEmpty(variable("WAYLAND_DISPLAY"));
        return hasDesktop && Console.IsInputRedirected && Console.IsOutputRedirected && Console.IsErrorRedirected && !HasTerminal();
    }

    /// <summary>A process with a terminal can open it by this name, whatever its streams are.</summary>
    private static bool HasTerminal()
    {
        try
        {
            using FileStream terminal = new("/dev/tty", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("kernel32.dll")]
    private static extern uint GetConsoleProcessList([Out] uint[] processes, uint count);
}
