using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// A table of positions with a header: <c>id,t,x,y[,z]</c> in metres, or <c>id,t,lat,lon[,alt]</c> in degrees; columns in any order, others are read past.
/// t is seconds, or a date and time of ISO 8601.
/// </summary>
internal static class CsvTracks
{
    private const string Header = "a header 'id,t,x,y[,z]' or 'id,t,lat,lon[,alt]'";

    /// <summary>Reads one or several files; several only with degrees, for metres of two files need not share an origin.</summary>
    public static Imported Read(IReadOnlyList<FormatSource> sources, string name)
    {
        List<(string Stem, IReadOnlyList<GeoTrack> Tracks)> files = [];
        foreach (FormatSource source in sources)
        {
            using LineReader reader = source.OpenLines();
            CsvColumns columns = ReadHeader(reader, source.Name);
            if (!columns.IsGlobe)
            {
                return sources.Count == 1 ? ReadFlat(reader, columns, source.Name) : throw FormatFault.Of(source.Name, "has places in metres; several files are laid over each other only with lat and lon.");
            }

            files.Add((source.Stem, ReadGlobe(reader, columns)));
        }

        return LocalFrame.Place(files, name);
    }

    private static Imported ReadFlat(LineReader reader, CsvColumns columns, string name)
    {
        TrackLedger ledger = new();
        double[] row = new double[3];
        while (reader.NextRecord())
        {
            (string id, long at) = ReadRow(reader, columns, row);
            ledger.Add(ledger.MarkOf(id, reader.Fault), at, new Position(row[0], row[1], row[2]), reader.Fault);
        }

        return ledger.Build(name, "rows below its header", hasJumps: true);
    }

    private static List<GeoTrack> ReadGlobe(LineReader reader, CsvColumns columns)
    {
        Dictionary<string, List<GeoSample>> samples = new(StringComparer.Ordinal);
        List<GeoTrack> tracks = [];
        double[] row = new double[3];
        for (long count = 1; reader.NextRecord(); count++)
        {
            reader.Bound(count);
            (string id, long at) = ReadRow(reader, columns, row);
            if (!samples.TryGetValue(id, out List<GeoSample>? known))
            {
                samples.Add(id, known = []);
                tracks.Add(new GeoTrack(id, known));
            }

            known.Add(new GeoSample(at, row[0], row[1], row[2]));
        }

        return tracks;
    }

    private static CsvColumns ReadHeader(LineReader reader, string name)
    {
        if (!reader.NextRecord())
        {
            throw FormatFault.Of(name, "is empty; expected " + Header + ".");
        }

        reader.Separator = reader.Text.Contains(';') ? ';' : reader.Text.Contains(',') ? ',' : ' ';
        List<string> names = [];
        while (reader.TryNext())
        {
            names.Add(reader.Field.ToString().ToLowerInvariant());
            if (names.Count > 256)
            {
                throw reader.Fault("at most 256 columns");
            }
        }

        return CsvColumns.Of(names) ?? throw reader.LineFault(Header);
    }

    private static (string Id, long At) ReadRow(LineReader reader, CsvColumns columns, double[] row)
    {
        string? id = null;
        long? at = null;
        row.AsSpan().Clear();
        for (int i = 0; i < columns.Roles.Count; i++)
        {
            CsvRole role = columns.Roles[i];
            if (role == CsvRole.Other)
            {
                _ = reader.TryNext();
                continue;
            }

            switch (role)
            {
                case CsvRole.Id:
                    id = reader.NextName("an id");
                    break;
                case CsvRole.Time:
                    _ = reader.Next("a time in seconds or a date");
                    at = FileTime.TryParse(reader.Field, 1_000_000, out long seconds) || FileTime.TryParseDate(reader.Field, out seconds) ? seconds : throw reader.Fault("a time in seconds or a date");
                    break;
                case CsvRole.X:
                    row[0] = columns.IsGlobe ? reader.NextNumber("a latitude from -90 to 90", -90, 90) : reader.NextMetres("x in metres");
                    break;
                case CsvRole.Y:
                    row[1] = columns.IsGlobe ? reader.NextNumber("a longitude from -180 to 180", -180, 180) : reader.NextMetres("y in metres");
                    break;
                default:
                    row[2] = reader.NextMetres("a height in metres");
                    break;
            }
        }

        return (id!, at!.Value);
    }
}
