using System.Globalization;
using System.Runtime.InteropServices;

namespace Mesh.Simulator.Bench;

/// <summary>What the bench runs on, as far as the system tells.</summary>
internal static class Machine
{
    private const string LoadFile = "/proc/loadavg";
    private const string ProcessorFile = "/proc/cpuinfo";
    private const string LoopbackFolder = "/sys/class/net/lo/statistics";

    /// <summary>The processor's name.</summary>
    public static string Processor()
    {
        string? line = File.Exists(ProcessorFile) ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }

    /// <summary>Processes that wanted a core, mean of the last minute; null where the system does not tell.</summary>
    public static double? Load() => File.Exists(LoadFile) ? ParseLoad(File.ReadAllText(LoadFile)) : null;

    /// <summary>Reads the first figure of Linux's list; null when it is no number.</summary>
    public static double? ParseLoad(string text) =>
        double.TryParse(text.Split(' ')[0], NumberStyles.Float, CultureInfo.InvariantCulture, out double load) ? load : null;

    /// <summary>Bytes that have passed the loopback interface, with the headers of TCP, IP and Ethernet, whoever sent them; null where the system does not tell.</summary>
    public static long? LoopbackBytes()
    {
        string file = Path.Combine(LoopbackFolder, "tx_bytes");
        return File.Exists(file) && long.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out long bytes) ? bytes : null;
    }
}
