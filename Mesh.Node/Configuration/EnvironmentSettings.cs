namespace Mesh.Node.Configuration;

/// <summary>Settings from MESH_* variables. An empty variable says nothing.</summary>
internal static class EnvironmentSettings
{
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
            Passphrase = Text("MESH_PASSPHRASE"),
            PassphraseFile = Text("MESH_PASSPHRASE_FILE"),
            Peers = List("MESH_PEER"),
            Interfaces = List("MESH_INTERFACE"),
            Port = Text("MESH_PORT") is { } port ? SettingValue.Port("MESH_PORT", port) : null,
            NoMdns = Switch("MESH_NO_MDNS"),
            Data = Text("MESH_DATA"),
            Profile = Text("MESH_PROFILE"),
            Config = Text("MESH_CONFIG"),
            Json = Switch("MESH_JSON"),
            Verbose = Switch("MESH_VERBOSE"),
        };
    }
}
