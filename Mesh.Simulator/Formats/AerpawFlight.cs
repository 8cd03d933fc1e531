namespace Mesh.Simulator.Formats;

/// <summary>
/// Flights of the AERPAW field: <c>n,longitude,latitude,altitude,battery V,battery %,UTC time,fix,satellites</c> without a header, one vehicle a file.
/// Several files, from one field but different hours, fly together from 0 on.
/// </summary>
internal static class AerpawFlight
{
    /// <summary>Reads one or several files.</summary>
    public static Imported Read(IReadOnlyList<FormatSource> sources, string name) =>
        LocalFrame.Place([.. sources.Select(source => (source.Stem, ReadFile(source)))], name);

    private static IReadOnlyList<GeoTrack> ReadFile(FormatSource source)
    {
        using LineReader reader = source.OpenLines();
        reader.Separator = ',';
        List<GeoSample> samples = [];
        while (reader.NextRecord())
        {
            reader.Bound(samples.Count + 1L);
            _ = reader.NextWhole("the row's number", 0);
            double longitude = reader.NextNumber("a longitude from -180 to 180", -180, 180);
            double latitude = reader.NextNumber("a latitude from -90 to 90", -90, 90);
            double altitude = reader.NextMetres("an altitude in metres");
            _ = reader.NextNumber("the battery's volts");
            _ = reader.NextNumber("the battery's percent");
            const string Time = "a time such as 2022-06-10 19:53:22.033180";
            long at = FileTime.TryParseDate(reader.Next(Time), out long date) ? date : throw reader.Fault(Time);
            _ = reader.NextNumber("the kind of fix");
            _ = reader.NextNumber("how many satellites");
            reader.EndLine("the satellites");
            samples.Add(new GeoSample(at, latitude, longitude, altitude));
        }

        return [new GeoTrack("", samples)];
    }
}
