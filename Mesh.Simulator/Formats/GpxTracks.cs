using System.Globalization;

namespace Mesh.Simulator.Formats;

/// <summary>GPX: each <c>trk</c> is a node, its points <c>trkpt lat lon</c> with <c>ele</c> and <c>time</c>. Routes and single waypoints have no times and are read past.</summary>
internal static class GpxTracks
{
    /// <summary>Reads one or several files.</summary>
    public static Imported Read(IReadOnlyList<FormatSource> sources, string name) =>
        LocalFrame.Place([.. sources.Select(source => (source.Stem, ReadFile(source)))], name);

    private static IReadOnlyList<GeoTrack> ReadFile(FormatSource source)
    {
        using XmlPlace xml = new(source);
        if (!xml.NextTag() || xml.Name != "gpx")
        {
            throw xml.Fault("", "GPX: <gpx><trk><trkseg><trkpt lat=... lon=...><time>...</time></trkpt></trkseg></trk></gpx>");
        }

        List<GeoTrack> tracks = [];
        List<GeoSample> samples = [];
        string name = "";
        long count = 0;
        bool isInTrack = false;
        while (xml.NextTag())
        {
            switch (xml.Name)
            {
                case "trk" when xml.IsStart:
                    (isInTrack, name, samples) = (!xml.IsEmpty, "", []);
                    break;
                case "trk":
                    isInTrack = false;
                    if (samples.Count > 0)
                    {
                        tracks.Add(new GeoTrack(name, samples));
                    }

                    break;
                case "name" when xml.IsStart && isInTrack:
                    string text = xml.Text("a name");
                    name = text.Length <= FormatLimits.NameCharsMax ? text : text[..FormatLimits.NameCharsMax];
                    break;
                case "trkpt" when xml.IsStart && isInTrack:
                    samples.Add(++count <= FormatLimits.RecordsMax ? ReadPoint(xml) : throw xml.Fault("trkpt", FormattableString.Invariant($"at most {FormatLimits.RecordsMax} points")));
                    break;
                default:
                    break;
            }
        }

        return tracks;
    }

    private static GeoSample ReadPoint(XmlPlace xml)
    {
        const string Latitude = "lat, a latitude from -90 to 90";
        const string Longitude = "lon, a longitude from -180 to 180";
        double latitude = Number(xml, xml.Required("lat", Latitude), 90, Latitude);
        double longitude = Number(xml, xml.Required("lon", Longitude), 180, Longitude);
        double altitude = 0;
        long? at = null;
        while (!xml.IsEmpty && xml.NextTag() && (xml.IsStart || xml.Name != "trkpt"))
        {
            if (!xml.IsStart)
            {
                continue;
            }

            switch (xml.Name)
            {
                case "ele":
                    altitude = Number(xml, xml.Text("an elevation"), FormatLimits.MetresMax, "an elevation in metres");
                    break;
                case "time":
                    string text = xml.Text("a time");
                    at = FileTime.TryParseDate(text, out long date) ? date : throw xml.Fault(text, "a time such as 2022-06-10T19:53:22Z");
                    break;
                case "trkpt":
                    throw xml.Fault("trkpt", "the end of the point before the next one");
                default:
                    break;
            }
        }

        return at is { } time ? new GeoSample(time, latitude, longitude, altitude) : throw xml.Fault("trkpt", "a point with <time>");
    }

    private static double Number(XmlPlace xml, string text, double max, string expected) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && Math.Abs(number) <= max ? number : throw xml.Fault(text, expected);
}
