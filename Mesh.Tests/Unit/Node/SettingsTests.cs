using Mesh.Node.Configuration;

namespace Mesh.Tests.Unit.Node;

public sealed class SettingsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_anything_given_the_defaults_hold()
    {
        NodeSettings settings = await ReadAsync(SettingsLayer.Empty);
        Assert.Equal("anna@field", settings.Name);
        Assert.Equal(["lobby"], settings.Rooms);
        Assert.Equal("mesh", settings.Network);
        Assert.Null(settings.Passphrase);
        Assert.Empty(settings.Peers);
        Assert.Empty(settings.Interfaces);
        Assert.Null(settings.Port);
        Assert.False(settings.NoMdns || settings.Json || settings.Verbose);
        Assert.False(settings.Data.IsChosen);
        Assert.Empty(settings.ToOptions(null, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance).Validate());
    }

    [Fact]
    public async Task Command_line_beats_environment_beats_file()
    {
        string config = _folder.Write("own.json", """{ "name": "file", "network": "file-net", "port": 1111, "room": ["f1", "f2"], "no-mdns": true, }""");
        _variables["MESH_CONFIG"] = config;
        _variables["MESH_NAME"] = "environment";
        _variables["MESH_NETWORK"] = "env-net";
        NodeSettings settings = await ReadAsync(new SettingsLayer { Name = "line" });
        Assert.Equal(("line", "env-net", 1111), (settings.Name, settings.Network, settings.Port));
        Assert.Equal(["f1", "f2"], settings.Rooms);
        Assert.True(settings.NoMdns);
    }

    [Fact]
    public async Task Every_key_of_the_file_arrives()
    {
        string config = _folder.Write("own.json", """
            // a comment
            { "name": "n", "room": "r", "network": "w", "passphrase": "p", "peer": ["a:1", "b"], "interface": "wlan0",
              "port": "7000", "no-mdns": false, "data": "d", "profile": "second", "record": "walk.jsonl", "json": true, "verbose": true }
            """);
        NodeSettings settings = await ReadAsync(new SettingsLayer { Config = config });
        Assert.Equal(("n", "w", "p", 7000, true, true, false), (settings.Name, settings.Network, settings.Passphrase, settings.Port, settings.Json, settings.Verbose, settings.NoMdns));
        Assert.Equal(["r"], settings.Rooms);
        Assert.Equal(Path.Combine(_folder.Path, "walk.jsonl"), settings.Record);
        Assert.Equal(["a:1", "b"], settings.Peers);
        Assert.Equal(["wlan0"], settings.Interfaces);
        Assert.Equal(Path.Combine(_folder.Path, "d", "profiles", "second"), settings.Data.Folder);
        Assert.True(settings.Data.IsChosen);
    }

    [Fact]
    public async Task Every_variable_arrives()
    {
        _variables["MESH_NAME"] = "n";
        _variables["MESH_ROOM"] = "one, two,,";
        _variables["MESH_NETWORK"] = "w";
        _variables["MESH_PASSPHRASE"] = "p";
        _variables["MESH_PEER"] = "a:1,[fe80::1%wlan0]:2";
        _variables["MESH_INTERFACE"] = "wlan0,eth0";
        _variables["MESH_PORT"] = "7000";
        _variables["MESH_NO_MDNS"] = "yes";
        _variables["MESH_DATA"] = _folder.Path;
        _variables["MESH_JSON"] = "1";
        _variables["MESH_VERBOSE"] = "off";
        _variables["MESH_RECORD"] = "walk.jsonl";
        NodeSettings settings = await ReadAsync(SettingsLayer.Empty);
        Assert.Equal(("n", "w", "p", 7000, true, false, true), (settings.Name, settings.Network, settings.Passphrase, settings.Port, settings.Json, settings.Verbose, settings.NoMdns));
        Assert.Equal(["one", "two"], settings.Rooms);
        Assert.Equal(["a:1", "[fe80::1%wlan0]:2"], settings.Peers);
        Assert.Equal(["wlan0", "eth0"], settings.Interfaces);
        Assert.Equal(_folder.Path, settings.Data.Folder);
        Assert.Equal("walk.jsonl", settings.Record);
    }

    [Fact]
    public async Task The_data_folders_own_file_counts()
    {
        _folder.Write("mesh.json", """{ "name": "kept" }""");
        Assert.Equal("kept", (await ReadAsync(new SettingsLayer { Data = _folder.Path })).Name);
    }

    [Theory]
    [InlineData("""{ "nmae": "x" }""", "'nmae'")]
    [InlineData("""{ "port": 70000 }""", "'70000'")]
    [InlineData("""{ "port": 1.5 }""", "'1.5'")]
    [InlineData("""{ "port": true }""", "whole number")]
    [InlineData("""{ "name": "" }""", "'name'")]
    [InlineData("""{ "name": 5 }""", "text in quotes")]
    [InlineData("""{ "room": [1] }""", "list of texts")]
    [InlineData("""{ "no-mdns": "yes" }""", "true or false")]
    [InlineData("[]", "one JSON object")]
    [InlineData("{\n\"name\": \"x\"\n\"port\": 1 }", "line 3")]
    [InlineData("""{ "data": "x" }""", "lies in the data folder itself")]
    public async Task A_wrong_file_gets_one_line_that_names_file_and_thing(string content, string named)
    {
        string file = _folder.Write("mesh.json", content);
        string complaint = await ComplaintAsync(new SettingsLayer { Data = _folder.Path });
        Assert.Contains(file, complaint, StringComparison.Ordinal);
        Assert.Contains(named, complaint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MESH_PORT", "0")]
    [InlineData("MESH_PORT", "65536")]
    [InlineData("MESH_PORT", "-1")]
    [InlineData("MESH_JSON", "perhaps")]
    [InlineData("MESH_NAME", "a\nb")]
    [InlineData("MESH_NETWORK", " padded ")]
    [InlineData("MESH_ROOM", "ok,01234567890123456789012345678901234567890123456789012345678901234")]
    public async Task A_wrong_variable_gets_one_line_that_names_it(string variable, string value)
    {
        _variables[variable] = value;
        Assert.Contains(variable, await ComplaintAsync(SettingsLayer.Empty), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passphrase_comes_from_the_first_line_of_its_file()
    {
        string file = _folder.Write("secret", "correct horse\nsecond line\n");
        _variables["MESH_PASSPHRASE"] = "not this one";
        Assert.Equal("correct horse", (await ReadAsync(new SettingsLayer { PassphraseFile = file })).Passphrase);
    }

    [Theory]
    [InlineData("\n", "begins with an empty line")]
    [InlineData(null, "cannot be read")]
    public async Task A_wrong_passphrase_file_is_named(string? content, string reason)
    {
        string file = content is null ? Path.Combine(_folder.Path, "missing") : _folder.Write("secret", content);
        string complaint = await ComplaintAsync(new SettingsLayer { PassphraseFile = file });
        Assert.Contains(file, complaint, StringComparison.Ordinal);
        Assert.Contains(reason, complaint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_passphrase_is_asked_for_on_a_terminal_only()
    {
        SettingsLayer asks = new() { AskPassphrase = true, Network = "rescue" };
        Assert.Contains("--passphrase-file", await ComplaintAsync(asks), StringComparison.Ordinal);
        Surroundings terminal = TestSurroundings.Of(_variables) with
        {
            InputIsTerminal = true,
            AskSecret = (question, _) => Task.FromResult<string?>(question.Contains("rescue", StringComparison.Ordinal) ? "typed" : null),
        };
        Assert.Equal("typed", (await new SettingsReader(terminal).ReadAsync(asks, CancellationToken.None)).Passphrase);
    }

    [Fact]
    public async Task A_second_profile_has_a_folder_of_its_own()
    {
        NodeSettings settings = await ReadAsync(new SettingsLayer { Data = _folder.Path, Profile = "second" });
        Assert.Equal(Path.Combine(_folder.Path, "profiles", "second"), settings.Data.Folder);
    }

    [Fact]
    public async Task The_usual_folder_is_the_systems()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows and macOS have other usual folders.");
        Assert.Equal("/home/anna/.local/share/mesh", (await ReadAsync(SettingsLayer.Empty)).Data.Folder);
        _variables["XDG_DATA_HOME"] = "relative";
        Assert.Equal("/home/anna/.local/share/mesh", (await ReadAsync(SettingsLayer.Empty)).Data.Folder);
        _variables["XDG_DATA_HOME"] = "/data";
        Assert.Equal("/data/mesh", (await ReadAsync(SettingsLayer.Empty)).Data.Folder);
        _variables.Clear();
        _variables["HOME"] = "";
        Assert.Null((await ReadAsync(SettingsLayer.Empty)).Data.Folder);
    }

    [Theory]
    [InlineData("anna", "field.example.org", "anna@field")]
    [InlineData("", "field", "field")]
    [InlineData("anna", "", "anna")]
    [InlineData("", "", "somebody")]
    [InlineData("an\u001bna\u202e", "fi\neld", "anna@fi⏎eld")]
    [InlineData("ääääääääääääääääääääääääääääääää", "host", "ääääääääääääääääääääääääääääääää")]
    public void The_default_name_is_printable_and_fits(string user, string host, string name)
    {
        Assert.Equal(name, DefaultName.Of(user, host));
    }

    private Task<NodeSettings> ReadAsync(SettingsLayer commandLine) =>
        new SettingsReader(TestSurroundings.Of(_variables)).ReadAsync(commandLine, CancellationToken.None);

    private async Task<string> ComplaintAsync(SettingsLayer commandLine)
    {
        ComplaintException complaint = await Assert.ThrowsAsync<ComplaintException>(() => ReadAsync(commandLine));
        Assert.DoesNotContain('\n', complaint.Message);
        return complaint.Message;
    }
}
