using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Mesh.Node.Processes;

/// <summary>Signals to processes, as Unix has them, and what tells one process from a later one of the same number.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixProcess
{
    private const int KillSignal = 9;
    private const int TerminateSignal = 15;
    private const int StopSignalLinux = 19;
    private const int StopSignalMac = 17;

    /// <summary>Where the start stands among the fields behind the name (proc(5): field 22, the name is field 2).</summary>
    private const int StartField = 19;

    /// <summary>Stops this process until somebody continues it, as a shell's job control expects.</summary>
    public static void Suspend() => _ = Kill(Environment.ProcessId, OperatingSystem.IsMacOS() ? StopSignalMac : StopSignalLinux);

    /// <summary>Asks a process to end, which it does in its own way; nothing happens when it is gone or another account's.</summary>
    public static void Terminate(int process) => _ = Kill(process, TerminateSignal);

    /// <summary>Ends a process at once; nothing happens when it is gone or another account's.</summary>
    public static void Kill(int process) => _ = Kill(process, KillSignal);

    /// <summary>When a process began: no later process of this boot has both its number and its start. Null when there is none, or none that this account sees.</summary>
    public static string? Start(int process)
    {
        try
        {
            if (OperatingSystem.IsLinux())
            {
                // The name stands in brackets and may hold anything, brackets and spaces too.
                string status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
                return status[(status.LastIndexOf(')') + 2)..].Split(' ')[StartField];
            }

            using Process found = Process.GetProcessById(process);
            return found.StartTime.ToUniversalTime().Ticks.ToString(CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
