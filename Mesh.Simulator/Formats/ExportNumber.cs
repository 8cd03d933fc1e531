using System.Globalization;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>Numbers as exporters write them.</summary>
internal static class ExportNumber
{
    /// <summary>Seconds, exact, with as many decimals as needed.</summary>
    public static string Seconds(MeshInstant at) => FileTime.Seconds(at.Microseconds).ToString(CultureInfo.InvariantCulture);

    /// <summary>The same with what rounding to microseconds took from the time.</summary>
    public static string Seconds(Waypoint waypoint) =>
        ((waypoint.At.Microseconds + (decimal)waypoint.Remainder) / 1_000_000m).ToString(CultureInfo.InvariantCulture);
}
