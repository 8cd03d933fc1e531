using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Mesh.Node.Terminal;

/// <summary>Stops this process until somebody continues it, as a shell's job control expects.</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixProcess
{
    private const int StopSignalLinux = 19;
    private const int StopSignalMac = 17;

    public static void Suspend() => _ = Kill(Environment.ProcessId, OperatingSystem.IsMacOS() ? StopSignalMac : StopSignalLinux);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);
}
