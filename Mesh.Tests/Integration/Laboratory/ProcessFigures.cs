using System.Globalization;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>What the kernel counted of a process.</summary>
/// <param name="Cpu">Time on a processor, user and system, since its start; in steps of 10 ms.</param>
/// <param name="ResidentBytes">Memory that is in use now.</param>
internal readonly record struct ProcessFigures(TimeSpan Cpu, long ResidentBytes)
{
    private const int TicksPerSecond = 100;
    private const int UserTicksField = 11;

    /// <summary>Reads the figures of a living process.</summary>
    public static ProcessFigures Read(int process)
    {
        // The name in brackets may hold anything, so fields are counted behind its end; the first there is the state.
        string stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        long ticks = Parse(fields[UserTicksField]) + Parse(fields[UserTicksField + 1]);
        string resident = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"))
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        long kibibytes = Parse(resident.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);
        return new ProcessFigures(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), kibibytes * 1024);
    }

    private static long Parse(string digits) => long.Parse(digits, CultureInfo.InvariantCulture);
}
