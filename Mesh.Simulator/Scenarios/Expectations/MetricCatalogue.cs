using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Scenarios.Expectations;

/// <summary>Every figure of a <see cref="RunResult"/> by name, found by its properties, so that a new property is a column and can be expected.</summary>
internal static class MetricCatalogue
{
    /// <summary>Figures of the machine that ran it, not of what was run.</summary>
    public const string MachineTime = "cpuSeconds";

    private const string Within = "deliveryWithin";
    private const string Failures = "failures";

    private static readonly string[] HigherIsBetter = ["delivery", "usefulness"];
    private static readonly string[] LowerIsBetter = ["latencyMs", "stretch", "hops", "rmr", "ldh", "bytesPerDelivery", "overheadRatio", "airtimeShare", "loadGini", "bytesSent", "framesReceived", Failures];
    private static readonly string[] Shares = ["delivery", "oracleDelivery", "usefulness", "airtimeShare", "loadGini"];

    /// <summary>All figures but the shares delivered within a time, in the order of the properties.</summary>
    public static IReadOnlyList<Metric> All { get; } = [.. typeof(RunResult).GetProperties().OrderBy(property => property.MetadataToken).SelectMany(MetricsOf)];

    /// <summary>All figures that a result has, with the shares delivered within its times.</summary>
    public static IReadOnlyList<Metric> Of(RunResult result) => [.. All, .. result.DeliveryWithin.Select(within => DeliveredWithin(within.Seconds))];

    /// <summary>
    /// Finds a figure by what a person writes: the unit at the end may be left out (<c>latency.p99</c>), kebab-case is as good as camel case
    /// (<c>bytes-per-delivery</c>), and <c>deliveryWithin.100ms</c> takes any time.
    /// </summary>
    /// <returns>Null when there is none.</returns>
    public static Metric? Find(string name)
    {
        string wanted = Plain(name);
        if (wanted.StartsWith(Within.ToLowerInvariant() + ".", StringComparison.Ordinal))
        {
            return Reading.UnitScale.Of(Unit.Seconds).TryRead(name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..], out decimal seconds) && seconds >= 0 ? DeliveredWithin((double)seconds) : null;
        }

        return All.FirstOrDefault(metric => Plain(metric.Name) == wanted)
            ?? All.FirstOrDefault(metric => Plain(metric.Name.Replace("Ms", "", StringComparison.Ordinal)) == wanted);
    }

    /// <summary>The figure "share delivered within a time".</summary>
    public static Metric DeliveredWithin(double seconds) => new(
        FormattableString.Invariant($"{Within}.{TimeText(seconds)}"),
        Unit.Share,
        1,
        Better.Higher,
        result => result.DeliveryWithin.FirstOrDefault(within => Math.Abs(within.Seconds - seconds) < 1e-6)?.Share)
    {
        WithinSeconds = seconds,
    };

    private static IEnumerable<Metric> MetricsOf(PropertyInfo property)
    {
        string name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
        if (property.PropertyType == typeof(Spread))
        {
            return typeof(Spread).GetProperties().OrderBy(part => part.MetadataToken)
                .Where(part => part.PropertyType == typeof(double))
                .Select(part => Make($"{name}.{JsonNamingPolicy.CamelCase.ConvertName(part.Name)}", name, result => (double)part.GetValue(property.GetValue(result))!));
        }

        if (name == Failures)
        {
            return [Make(name, name, result => result.Failures.Count)];
        }

        bool isNumber = property.PropertyType == typeof(int) || property.PropertyType == typeof(long) || property.PropertyType == typeof(double);
        return isNumber && name != MachineTime ? [Make(name, name, result => Convert.ToDouble(property.GetValue(result), CultureInfo.InvariantCulture))] : [];
    }

    private static Metric Make(string name, string owner, Func<RunResult, double?> read)
    {
        bool isMilliseconds = owner.EndsWith("Ms", StringComparison.Ordinal);
        bool isSeconds = owner.EndsWith("Seconds", StringComparison.Ordinal);
        Unit unit = isMilliseconds || isSeconds ? Unit.Seconds
            : owner.StartsWith("bytes", StringComparison.Ordinal) ? Unit.Bytes
            : Shares.Contains(owner) ? Unit.Share
            : Unit.None;
        Better better = HigherIsBetter.Contains(owner) ? Better.Higher : LowerIsBetter.Contains(owner) ? Better.Lower : Better.Neither;
        return new Metric(name, unit, isMilliseconds ? 1000 : 1, better, result => read(result) is { } value && double.IsFinite(value) ? value : null);
    }

    private static string Plain(string name) => name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static string TimeText(double seconds) => seconds < 1 ? $"{Reading.UnitScale.Number(seconds * 1000)}ms" : $"{Reading.UnitScale.Number(seconds)}s";
}
