using System.Globalization;

namespace Mesh.Simulator.Formats;

/// <summary>Numbers as exporters write them.</summary>
internal static class ExportNumber
{
    /// <summary>Seconds, exact, with as many decimals as needed.</summary>
    public static string Seconds(MeshInstant at) => FileTime.Seconds(at.Microseconds).ToString(CultureInfo.InvariantCulture);
}
