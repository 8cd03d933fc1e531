using System.Globalization;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// What the suite demands: the promised time, and what this machine adds before a process gets its turn. docs/measurements.md has
/// the figures of a quiet machine, from the explicit tests that print them.
/// </summary>
internal static class LabBounds
{
    private const double LoadPerCoreFree = 2;
    private const double QuickRoundTripMs = 20;
    private const double FactorMax = 10;
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(1);

    /// <summary>From the healing of the air, or from waking, to the link; promised are 3 s.</summary>
    public static TimeSpan LinkedAgain => Of(TimeSpan.FromSeconds(3));

    /// <summary>From the start of a process to its first link; promised are 2 s in 95 of 100 starts on a quiet network.</summary>
    public static TimeSpan FirstLink => Of(TimeSpan.FromSeconds(2));

    /// <summary>
    /// From the cut of a link to this event of its end; promised are 3 s. Where a ping takes long, which is so while the programs
    /// of a loaded machine have just started, silence is borne for 3 s after a ping that is up to 2.5 s late (LivenessTests), and a
    /// node that then finds that it stood still itself gives its links those 3 s anew.
    /// </summary>
    public static TimeSpan Noticed(LabLine linkDown)
    {
        bool isQuick = double.TryParse(linkDown.Field("roundTripMs"), CultureInfo.InvariantCulture, out double roundTrip) && roundTrip < QuickRoundTripMs;
        return Of(TimeSpan.FromSeconds(isQuick ? 3 : 8.5));
    }

    /// <summary>
    /// A promised time as this machine can keep it now: a second more, and in proportion more where so many processes want to run
    /// that each waits for the others.
    /// </summary>
    public static TimeSpan Of(TimeSpan promised) => (promised * Math.Clamp(LoadPerCore() / LoadPerCoreFree, 1, FactorMax)) + Allowance;

    /// <summary>Processes that wanted to run during the last minute, for each processor.</summary>
    public static double LoadPerCore() =>
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) / Environment.ProcessorCount;
}
