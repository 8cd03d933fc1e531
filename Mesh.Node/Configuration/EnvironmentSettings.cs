namespace Mesh.Node.Configuration;

/// <summary>Settings from MESH_* variables. An empty variable says nothing.</summary>
internal static class EnvironmentSettings
{
    /// <summary>The variable with the passphrase of the mesh.</summary>
    public const string PassphraseVariable = "MESH_PASSPHRASE";

    public static SettingsLayer Read(Func<string, string?> variable)
    {
        string? Text(string name) => variable(name) is { Length: > 0 } text ? text : null;
        bool? Switch(string name) => Text(name) is { } text ? SettingValue.Switch(name, text) : null;
        IReadOnlyList<string>? List(string name) => Text(name) is { } text ? SettingValue.CommaList(text) : null;
        return new SettingsLayer
        {
            Name = Text("MESH_NAME") is { } name ? SettingValue.Named("MESH_NAME", name) : null,
            Rooms = List("MESH_ROOM")?.Select(room => SettingValue.Named("MESH_ROOM", room)).ToArray(),
            Network = Text("MESH_NETWORK") is { } network ? SettingValue.Named("MESH_NETWORK", network) : null,
            Passphrase = Text(PassphraseVariable),
            PassphraseFile = Text("MESH_PASSPHRASE_FILE"),
            Peers = List("MESH_PEER"),
            Interfaces = List("MESH_INTERFACE"),
            Port = Text("MESH_PORT") is { } port ? SettingValue.Port("MESH_PORT", port) : null,
            NoMdns = Switch("MESH_NO_MDNS"),
            Data = Text("MESH_DATA"),
            Profile = Text("MESH_PROFILE"),
            Config = Text("MESH_CONFIG"),
            Record = Text("MESH_RECORD"),
            Json = Switch("MESH_JSON"),
            Verbose = Switch("MESH_VERBOSE"),
            Page = new PageLayer
            {
                NoPage = Switch("MESH_NO_PAGE"),
                Open = Switch("MESH_OPEN"),
                Port = Text("MESH_PAGE_PORT") is { } pagePort ? SettingValue.Port("MESH_PAGE_PORT", pagePort) : null,
                Listen = List("MESH_PAGE_LISTEN")?.Select(address => PageAddress.Parse("MESH_PAGE_LISTEN", address)).ToArray(),
                Tls = Switch("MESH_PAGE_TLS"),
                Origins = List("MESH_PAGE_ORIGIN")?.Select(origin => PageValue.Origin("MESH_PAGE_ORIGIN", origin)).ToArray(),
                Hosts = List("MESH_PAGE_HOST")?.Select(host => PageValue.Host("MESH_PAGE_HOST", host)).ToArray(),
                Auth = Switch("MESH_PAGE_AUTH"),
                GetFolder = Text("MESH_GET_FOLDER") is { } getFolder ? PageValue.Folder("MESH_GET_FOLDER", getFolder) : null,
            },
        };
    }
}
