namespace Mesh.Node.Configuration;

/// <summary>Settles the settings: command line over environment over file over defaults.</summary>
internal sealed class SettingsReader
{
    private const string DefaultRoom = "lobby";
    private const string DefaultNetwork = "mesh";
    private const long PassphraseFileBytesMax = 4_096;

    private readonly Surroundings _surroundings;

    public SettingsReader(Surroundings surroundings)
    {
        _surroundings = surroundings;
    }

    /// <summary>Settles everything, and asks for the passphrase if that was wished.</summary>
    /// <exception cref="ComplaintException">Something given is wrong.</exception>
    public async Task<NodeSettings> ReadAsync(SettingsLayer commandLine, CancellationToken cancellationToken)
    {
        (SettingsLayer layer, StoragePlace place) = Layers(commandLine);
        string network = layer.Network ?? DefaultNetwork;
        return new NodeSettings
        {
            Name = layer.Name ?? DefaultName.Of(_surroundings.UserName, _surroundings.HostName),
            Rooms = layer.Rooms is { Count: > 0 } rooms ? [.. rooms.Distinct()] : [DefaultRoom],
            Network = network,
            Passphrase = await ReadPassphraseAsync(layer, network, EnvironmentSettings.PassphraseVariable, cancellationToken),
            Peers = layer.Peers ?? [],
            Interfaces = layer.Interfaces ?? [],
            Port = layer.Port,
            NoMdns = layer.NoMdns ?? false,
            Data = place,
            Record = layer.Record,
            Json = layer.Json ?? false,
            Verbose = layer.Verbose ?? false,
            Page = PageSettings.Of(layer.Page),
        };
    }

    /// <summary>The data folder and whether to write JSON: all that a command needs which only asks the running node.</summary>
    /// <exception cref="ComplaintException">Something given is wrong.</exception>
    public (StoragePlace Place, bool Json) ReadPlace(SettingsLayer commandLine)
    {
        (SettingsLayer layer, StoragePlace place) = Layers(commandLine);
        return (place, layer.Json ?? false);
    }

    /// <summary>The same, and what others see this node as.</summary>
    /// <exception cref="ComplaintException">Something given is wrong.</exception>
    public (StoragePlace Place, bool Json, string Name) ReadPlaceAndName(SettingsLayer commandLine)
    {
        (SettingsLayer layer, StoragePlace place) = Layers(commandLine);
        return (place, layer.Json ?? false, layer.Name ?? DefaultName.Of(_surroundings.UserName, _surroundings.HostName));
    }

    /// <summary>The passphrase as one layer says: asked for, from a file, or given; null for none.</summary>
    /// <param name="layer">What says so.</param>
    /// <param name="network">The network's name, for the question.</param>
    /// <param name="variable">The variable that may hold it instead, for whoever has no terminal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ComplaintException">Something given is wrong.</exception>
    public async Task<string?> ReadPassphraseAsync(SettingsLayer layer, string network, string variable, CancellationToken cancellationToken)
    {
        if ((layer.AskPassphrase ?? false) && layer.PassphraseFile is not null)
        {
            throw new ComplaintException("--passphrase and --passphrase-file were both given; use one of them.");
        }

        if (layer.AskPassphrase ?? false)
        {
            return await AskAsync(network, variable, cancellationToken);
        }

        if (layer.PassphraseFile is { } file)
        {
            return FromFile(file);
        }

        return layer.Passphrase is { Length: 0 } ? throw new ComplaintException("The passphrase is empty; give one, or leave it out for an open network.") : layer.Passphrase;
    }

    private (SettingsLayer Layer, StoragePlace Place) Layers(SettingsLayer commandLine)
    {
        SettingsLayer given = commandLine.Over(EnvironmentSettings.Read(_surroundings.Variable));
        if (given.Config is { } config)
        {
            if (!File.Exists(config))
            {
                throw new ComplaintException($"The settings file '{SettingValue.Shown(config)}' does not exist; correct --config, or create it.");
            }

            SettingsLayer layer = given.Over(SettingsFile.Read(config, isInDataFolder: false));
            return (layer, StoragePlace.Of(layer.Data, layer.Profile, _surroundings));
        }

        StoragePlace place = StoragePlace.Of(given.Data, given.Profile, _surroundings);
        string? file = place.Folder is null ? null : Path.Combine(place.Folder, SettingsFile.FileName);
        return (File.Exists(file) ? given.Over(SettingsFile.Read(file, isInDataFolder: true)) : given, place);
    }

    private async Task<string> AskAsync(string network, string variable, CancellationToken cancellationToken)
    {
        if (!_surroundings.InputIsTerminal)
        {
            throw new ComplaintException($"--passphrase asks on a terminal, and standard input is none; use --passphrase-file FILE or the variable {variable}.");
        }

        string? secret = await _surroundings.AskSecret($"Passphrase of network '{SettingValue.Shown(network)}': ", cancellationToken);
        return string.IsNullOrEmpty(secret)
            ? throw new ComplaintException("No passphrase was typed; type one, or leave --passphrase out for an open network.")
            : secret;
    }

    private static string FromFile(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > PassphraseFileBytesMax })
            {
                throw new ComplaintException($"The passphrase file '{SettingValue.Shown(path)}' has more than {PassphraseFileBytesMax} bytes; its first line must be the passphrase.");
            }

            string secret = File.ReadLines(path).FirstOrDefault() ?? string.Empty;
            return secret.Length > 0
                ? secret
                : throw new ComplaintException($"The passphrase file '{SettingValue.Shown(path)}' begins with an empty line; its first line must be the passphrase.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ComplaintException($"The passphrase file '{SettingValue.Shown(path)}' cannot be read: {SettingValue.Shown(fault.Message)}", fault);
        }
    }
}
