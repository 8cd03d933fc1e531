using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>
/// Lays ways on the globe into one flat frame in metres: x = difference of longitude x cos(latitude of the first sample) x 111,320, y = difference of
/// latitude x 110,540. Good to a percent within some tens of kilometres, where radios reach.
/// </summary>
internal static class LocalFrame
{
    private const double MetresOfLongitude = 111_320;
    private const double MetresOfLatitude = 110_540;

    /// <summary>
    /// Joins the ways of one or several files. Files that were recorded at one time keep their times; files from different times, such as
    /// flights one after the other, all begin at 0 and so fly together.
    /// </summary>
    /// <param name="files">Of each file its name without ending, and its ways.</param>
    /// <param name="name">What the user named, for a fault.</param>
    public static Imported Place(IReadOnlyList<(string Stem, IReadOnlyList<GeoTrack> Tracks)> files, string name)
    {
        if (files.Any(file => file.Tracks.All(track => track.Samples.Count == 0)))
        {
            throw FormatFault.Of(name, "holds no positions.");
        }

        bool areTogether = files.Max(file => First(file.Tracks)) <= files.Min(file => Last(file.Tracks));
        GeoSample origin = files[0].Tracks.First(track => track.Samples.Count > 0).Samples[0];
        double metresOfLongitude = MetresOfLongitude * FixedMath.Cos(origin.Latitude * (Math.PI / 180));
        TrackLedger ledger = new();
        Func<string, FormatFault> fault = expected => FormatFault.Of(name, "holds too much; expected " + expected + ".");
        foreach ((string stem, IReadOnlyList<GeoTrack> tracks) in files)
        {
            long shift = areTogether ? 0 : First(tracks);
            for (int i = 0; i < tracks.Count; i++)
            {
                int mark = ledger.MarkOf(Unique(ledger, NameOf(stem, tracks, i, files.Count > 1)), fault);
                foreach (GeoSample sample in tracks[i].Samples)
                {
                    ledger.Add(mark, sample.At - shift, Flat(sample, origin, metresOfLongitude), fault);
                }
            }
        }

        return ledger.Build(name, "positions");
    }

    private static Position Flat(GeoSample sample, GeoSample origin, double metresOfLongitude)
    {
        // The short way round where a track crosses the date line.
        double east = sample.Longitude - origin.Longitude;
        east += east > 180 ? -360 : east < -180 ? 360 : 0;
        return new Position(east * metresOfLongitude, (sample.Latitude - origin.Latitude) * MetresOfLatitude, sample.Altitude);
    }

    private static string NameOf(string stem, IReadOnlyList<GeoTrack> tracks, int index, bool isOneOfSeveral)
    {
        string name = tracks[index].Name;
        return name.Length == 0 ? (tracks.Count > 1 ? FormattableString.Invariant($"{stem}-{index + 1}") : stem) : isOneOfSeveral ? stem + "-" + name : name;
    }

    private static string Unique(TrackLedger ledger, string name)
    {
        string candidate = name;
        for (int i = 2; ledger.Knows(candidate); i++)
        {
            candidate = FormattableString.Invariant($"{name} ({i})");
        }

        return candidate;
    }

    private static long First(IReadOnlyList<GeoTrack> tracks) => tracks.SelectMany(track => track.Samples).Min(sample => sample.At);

    private static long Last(IReadOnlyList<GeoTrack> tracks) => tracks.SelectMany(track => track.Samples).Max(sample => sample.At);
}
