using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Mesh.Node.Processes;

/// <summary>Signals to processes, as Unix has them.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixProcess
{
    private const int KillSignal = 9;
    private const int TerminateSignal = 15;
    private const int StopSignalLinux = 19;
    private const int StopSignalMac = 17;

    /// <summary>Stops this process until somebody continues it, as a shell's job control expects.</summary>
    public static void Suspend() => _ = Kill(Environment.ProcessId, OperatingSystem.IsMacOS() ? StopSignalMac : StopSignalLinux);

    /// <summary>Asks a process to end, which it does in its own way; nothing happens when it is gone or another account's.</summary>
    public static void Terminate(int process) => _ = Kill(process, TerminateSignal);

    /// <summary>Ends a process at once; nothing happens when it is gone or another account's.</summary>
    public static void Kill(int process) => _ = Kill(process, KillSignal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
