using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Mesh.Simulator.Runs;

/// <summary>Computing time of the calling thread; where the system does not tell, the time that passes.</summary>
internal static class ProcessorTime
{
    private const int ThreadClock = 3;

    /// <summary>Seconds since some start; only differences on one thread mean something.</summary>
    public static double Seconds() =>
        OperatingSystem.IsLinux() && ReadClock(ThreadClock, out Instant now) == 0
            ? now.Seconds + (now.Nanoseconds / 1e9)
            : (double)Stopwatch.GetTimestamp() / Stopwatch.Frequency;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ReadClock(int clock, out Instant now);

    [StructLayout(LayoutKind.Sequential)]
    private struct Instant
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
