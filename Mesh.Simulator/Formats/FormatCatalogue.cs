using Mesh.Simulator.Fieldlogs;

namespace Mesh.Simulator.Formats;

/// <summary>All formats, by name, and the reading of files in them.</summary>
internal static class FormatCatalogue
{
    /// <summary>Every format.</summary>
    public static readonly IReadOnlyList<FormatEntry> All =
    [
        new("one-contacts", "contact and message events of The ONE") { Read = OneContacts.Read, Write = OneExport.WriteContacts, Needs = FormatContents.Contacts },
        new("one-movement", "external movement of The ONE") { Read = OneMovement.Read, Write = OneExport.WriteMovement, Needs = FormatContents.Movement, Refusal = OneExport.RefuseMovement },
        new("ns2", "ns-2 movement (setdest)") { Read = Ns2Movement.Read, Write = Ns2Export.Write, Needs = FormatContents.Movement, Beside = (".ns_params", Ns2Export.WriteParameters) },
        new("bonnmotion", "BonnMotion's .movements[.gz] with .params") { Read = BonnMotion.Read, Write = BonnMotionExport.Write, Needs = FormatContents.Movement, Beside = (".params", BonnMotionExport.WriteParameters) },
        new("haggle", "Haggle contacts.*.dat sightings") { Read = HaggleContacts.Read },
        new("sociopatterns", "SocioPatterns 't i j'") { Read = SocioPatterns.Read },
        new("adyton", "contact list 'a b start end' in seconds") { Read = ContactTable.ReadAdyton },
        new("nccu", "contact list 'a b start end' in milliseconds") { Read = ContactTable.ReadNccu },
        new("upb", "contact list 'a,b,start,duration' in milliseconds (UPB HYCCUPS)") { Read = ContactTable.ReadUpb },
        new("contacts", "mesh-sim's own contact list, JSON") { Read = ContactsJson.Read, Write = ContactsExport.Write, Needs = FormatContents.Contacts },
        new("meshnet-lab", "meshnet-lab graph, JSON") { Read = MeshnetLab.Read },
        new("graphml", "GraphML graph") { Read = GraphMl.Read, Write = GraphMlExport.Write, Needs = FormatContents.Graph },
        new("edge-list", "graph 'a b [quality]'") { Read = EdgeList.Read },
        new("csv", "positions 'id,t,x,y[,z]' or 'id,t,lat,lon[,alt]'") { ReadSeveral = CsvTracks.Read, Write = CsvExport.Write, Needs = FormatContents.Movement },
        new("gpx", "GPX tracks") { ReadSeveral = GpxTracks.Read },
        new("aerpaw", "AERPAW flight CSV") { ReadSeveral = AerpawFlight.Read },
        new("tlog", "MAVLink telemetry log") { ReadSeveral = MavlinkLog.Read },
        new("ulog", "PX4 flight log") { ReadSeveral = ULogFlight.Read },
        new("sigcomm09", "SIGCOMM 2009 message log") { Read = SigcommMessages.Read },
        new(FieldlogReader.FormatName, "field logs of mesh --record") { ReadSeveral = (sources, name) => FieldlogTrace.Read(sources, name).ToImported() },
    ];

    /// <summary>The names, for messages.</summary>
    public static string Names => string.Join(", ", All.Select(entry => entry.Name));

    /// <summary>The format of a name; null when there is none.</summary>
    public static FormatEntry? Find(string name) => All.FirstOrDefault(entry => entry.Name == name);

    /// <summary>Reads a file, or several with commas between them that are laid over each other.</summary>
    /// <param name="files">Path or paths.</param>
    /// <param name="format">A name of <see cref="All"/>; empty to tell it by name and contents.</param>
    /// <exception cref="FormatFault">The format is unknown, a file is not there or not what it should be.</exception>
    public static Imported Read(string files, string format = "")
    {
        string[] paths = files.Contains(',', StringComparison.Ordinal) && !File.Exists(files) ? files.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [files];
        return Read([.. paths.Select(FormatSource.OfFile)], files, format);
    }

    /// <summary>Reads sources at hand.</summary>
    public static Imported Read(IReadOnlyList<FormatSource> sources, string name, string format)
    {
        if (sources.Count == 0)
        {
            throw FormatFault.Of(name, "names no file.");
        }

        string found = format.Length > 0
            ? format
            : FormatDetection.Tell(sources[0]) ?? throw FormatFault.Of(sources[0].Name, $"its format cannot be told; name it: {Names}.");
        FormatEntry entry = Find(found) ?? throw FormatFault.Of(name, $"there is no format '{found}'; there are {Names}.");
        return entry.ReadSeveral is { } several
            ? several(sources, name)
            : sources.Count == 1 ? entry.Read!(sources[0]) : throw FormatFault.Of(name, $"names {sources.Count} files, but {found} takes one.");
    }
}
