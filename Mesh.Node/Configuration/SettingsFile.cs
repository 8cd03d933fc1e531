using System.Text.Json;

namespace Mesh.Node.Configuration;

/// <summary>Settings from a JSON file: one object whose keys are the long options without "--". Comments and trailing commas are allowed.</summary>
internal static class SettingsFile
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "mesh.json";

    private const long FileBytesMax = 1 << 20;

    private static readonly string[] KnownKeys =
    [
        "name", "room", "network", "passphrase", "passphrase-file", "peer", "interface", "port", "no-mdns", "data", "profile", "record", "json", "verbose",
        "no-page", "open", "page-port", "page-listen", "page-tls", "page-origin", "page-host", "page-auth", "get-folder",
    ];

    /// <summary>Reads the file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isInDataFolder">Whether it was found in the data folder; it cannot name the folder then.</param>
    /// <exception cref="ComplaintException">The file cannot be read, is no JSON object, or has an unknown key or a wrong value.</exception>
    public static SettingsLayer Read(string path, bool isInDataFolder)
    {
        try
        {
            if (new FileInfo(path).Length > FileBytesMax)
            {
                throw new ComplaintException($"The settings file '{path}' has more than 1 MiB; this is no settings file, name another with --config.");
            }

            using JsonDocument document = JsonDocument.Parse(
                File.ReadAllText(path),
                new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Read(path, document.RootElement, isInDataFolder);
        }
        catch (JsonException fault)
        {
            string place = fault.LineNumber is { } line ? FormattableString.Invariant($" at line {line + 1}") : string.Empty;
            throw new ComplaintException($"The settings file '{path}' is no JSON{place}; correct it, or move it away.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ComplaintException($"The settings file '{path}' cannot be read: {SettingValue.Shown(fault.Message)}", fault);
        }
    }

    private static SettingsLayer Read(string path, JsonElement root, bool isInDataFolder)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new ComplaintException($"The settings file '{path}' must hold one JSON object such as {{\"name\": \"anna\"}}.");
        }

        SettingsLayer layer = SettingsLayer.Empty;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (!KnownKeys.Contains(property.Name))
            {
                throw new ComplaintException($"The settings file '{path}' has the unknown key '{SettingValue.Shown(property.Name)}'; known are {string.Join(", ", KnownKeys)}.");
            }

            if (isInDataFolder && property.Name is "data" or "profile")
            {
                throw new ComplaintException($"The settings file '{path}' has the key '{property.Name}', but lies in the data folder itself; remove the key, or move the file and name it with --config.");
            }

            layer = With(layer, new SettingsFileEntry(path, property.Name, property.Value), Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
        }

        return layer;
    }

    private static SettingsLayer With(SettingsLayer layer, SettingsFileEntry entry, string folder) => entry.Key switch
    {
        "name" => layer with { Name = SettingValue.Named(entry.Source, entry.Text()) },
        "room" => layer with { Rooms = [.. entry.List().Select(room => SettingValue.Named(entry.Source, room))] },
        "network" => layer with { Network = SettingValue.Named(entry.Source, entry.Text()) },
        "passphrase" => layer with { Passphrase = entry.Text() },
        "passphrase-file" => layer with { PassphraseFile = Path.Combine(folder, entry.Text()) },
        "peer" => layer with { Peers = entry.List() },
        "interface" => layer with { Interfaces = entry.List() },
        "port" => layer with { Port = SettingValue.Port(entry.Source, entry.Number()) },
        "no-mdns" => layer with { NoMdns = entry.Switch() },
        "data" => layer with { Data = Path.Combine(folder, entry.Text()) },
        "profile" => layer with { Profile = entry.Text() },
        "record" => layer with { Record = Path.Combine(folder, entry.Text()) },
        "json" => layer with { Json = entry.Switch() },
        "verbose" => layer with { Verbose = entry.Switch() },
        _ => layer with { Page = With(layer.Page, entry, folder) },
    };

    private static PageLayer With(PageLayer page, SettingsFileEntry entry, string folder) => entry.Key switch
    {
        "no-page" => page with { NoPage = entry.Switch() },
        "open" => page with { Open = entry.Switch() },
        "page-port" => page with { Port = SettingValue.Port(entry.Source, entry.Number()) },
        "page-listen" => page with { Listen = [.. entry.List().Select(address => PageAddress.Parse(entry.Source, address))] },
        "page-tls" => page with { Tls = entry.Switch() },
        "page-origin" => page with { Origins = [.. entry.List().Select(origin => PageValue.Origin(entry.Source, origin))] },
        "page-host" => page with { Hosts = [.. entry.List().Select(host => PageValue.Host(entry.Source, host))] },
        "page-auth" => page with { Auth = entry.Switch() },
        "get-folder" => page with { GetFolder = PageValue.Folder(entry.Source, Path.Combine(folder, entry.Text())) },
        _ => page,
    };
}
