using System.Globalization;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Figures for a person, printed with the test's result.</summary>
internal static class LabReport
{
    public static void Write(string line) => TestContext.Current.TestOutputHelper?.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{line} [load per core {LabBounds.LoadPerCore():0.0}]"));

    /// <summary>The distribution of some durations.</summary>
    public static void Write(string what, IEnumerable<TimeSpan> durations)
    {
        TimeSpan[] sorted = [.. durations.Order()];
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{what}: {sorted.Length} times, p50 {Milliseconds(sorted, 50)}, p95 {Milliseconds(sorted, 95)}, highest {Milliseconds(sorted, 100)}"));
    }

    /// <summary>The smallest value that so many per cent of the sorted values do not pass (nearest rank).</summary>
    public static TimeSpan Percentile(IReadOnlyList<TimeSpan> sorted, int percent) =>
        sorted[Math.Max(0, (((sorted.Count * percent) + 99) / 100) - 1)];

    private static string Milliseconds(TimeSpan[] sorted, int percent) =>
        string.Create(CultureInfo.InvariantCulture, $"{Percentile(sorted, percent).TotalMilliseconds:0.0} ms");
}
