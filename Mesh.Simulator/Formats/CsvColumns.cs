namespace Mesh.Simulator.Formats;

/// <summary>The columns of a table of positions.</summary>
/// <param name="Roles">What each means, in the order of the file.</param>
/// <param name="IsGlobe">Whether places are degrees, not metres.</param>
internal sealed record CsvColumns(IReadOnlyList<CsvRole> Roles, bool IsGlobe)
{
    /// <summary>Reads the header's names, in lower case; null when one is missing or there twice.</summary>
    public static CsvColumns? Of(IReadOnlyList<string> names)
    {
        bool isGlobe = names.Any(name => name is "lat" or "latitude");
        CsvRole[] roles = [.. names.Select(name => RoleOf(name, isGlobe))];
        bool isWhole = new[] { CsvRole.Id, CsvRole.Time, CsvRole.X, CsvRole.Y }.All(role => roles.Count(other => other == role) == 1) && roles.Count(role => role == CsvRole.Z) <= 1;
        return isWhole ? new CsvColumns(roles, isGlobe) : null;
    }

    private static CsvRole RoleOf(string name, bool isGlobe) => name switch
    {
        "id" or "node" => CsvRole.Id,
        "t" or "time" => CsvRole.Time,
        "lat" or "latitude" => CsvRole.X,
        "lon" or "longitude" => CsvRole.Y,
        "alt" or "altitude" when isGlobe => CsvRole.Z,
        "x" when !isGlobe => CsvRole.X,
        "y" when !isGlobe => CsvRole.Y,
        "z" when !isGlobe => CsvRole.Z,
        _ => CsvRole.Other,
    };
}
