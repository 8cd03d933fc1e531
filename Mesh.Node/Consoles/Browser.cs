using System.ComponentModel;
using System.Diagnostics;

namespace Mesh.Node.Consoles;

/// <summary>The person's browser.</summary>
internal static class Browser
{
    /// <summary>Opens an address in it.</summary>
    /// <returns>False when the system has no way to.</returns>
    public static bool Open(string address)
    {
        ProcessStartInfo start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(address) { UseShellExecute = true }
            : new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", [address])
            {
                // Its words must not fall into the screen of the chat.
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
            };
        try
        {
            using Process? started = Process.Start(start);
            return true;
        }
        catch (Exception fault) when (fault is Win32Exception or FileNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
