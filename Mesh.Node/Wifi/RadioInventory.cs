using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary>Finds the machine's radios, and asks the kernel's files and programs about them. Needs no rights and changes nothing.</summary>
internal sealed class RadioInventory
{
    /// <summary>Where the kernel shows its devices.</summary>
    public const string Kernel = "/sys";

    private const string Indent = "\t";

    private readonly string _root;
    private readonly IPrograms _programs;

    /// <param name="root">Where the kernel shows its devices.</param>
    /// <param name="programs">Runs iw and nmcli.</param>
    public RadioInventory(string root, IPrograms programs)
    {
        (_root, _programs) = (root, programs);
    }

    /// <summary>The names of all Wi-Fi interfaces, in their order.</summary>
    public IReadOnlyList<string> Interfaces() => [.. Names("class/net").Where(name => Directory.Exists(Path.Combine(_root, "class/net", name, "phy80211")))];

    /// <summary>All radios.</summary>
    /// <param name="watched">The interfaces that wpa_supplicant looks after.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Radio>> FindAsync(IReadOnlyList<string> watched, CancellationToken cancellationToken)
    {
        string[] managed = [.. (await NmcliDevice.AllAsync(_programs, cancellationToken)).Select(device => device.Interface)];
        string rules = await AskAsync(["iw", "reg", "get"], cancellationToken);
        List<Radio> radios = [];
        foreach (string device in Names("class/ieee80211"))
        {
            string[] interfaces = [.. Interfaces().Where(name => Names($"class/net/{name}").Contains("phy80211") && DeviceOf(name) == device)];
            string first = interfaces.FirstOrDefault(string.Empty);
            radios.Add(new Radio
            {
                Device = device,
                Interfaces = interfaces,
                Driver = LinkName($"class/ieee80211/{device}/device/driver"),
                Modes = Modes(await AskAsync(["iw", "phy", device, "info"], cancellationToken)),
                Country = Country(rules, device),
                SavesPower = first.Length == 0 ? null : Switch(await AskAsync(["iw", "dev", first, "get", "power_save"], cancellationToken)),
                BlockedBy = BlockedBy(device),
                Manager = interfaces.Any(managed.Contains) ? "NetworkManager" : interfaces.Any(watched.Contains) ? "wpa_supplicant" : "nobody",
            });
        }

        return radios;
    }

    /// <summary>The modes that "iw phy info" lists under "Supported interface modes".</summary>
    internal static IReadOnlyList<string> Modes(string told) =>
    [
        .. told.Split('\n').SkipWhile(line => !line.Trim().StartsWith("Supported interface modes", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Trim().StartsWith("* ", StringComparison.Ordinal)).Select(line => line.Trim()[2..]),
    ];

    /// <summary>The country in "iw reg get": of the device where it keeps rules of its own, else of the machine.</summary>
    internal static string? Country(string told, string device)
    {
        string? section = null;
        Dictionary<string, string> countries = [];
        foreach (string line in told.Split('\n').Where(line => line.Length > 0 && !line.StartsWith(Indent, StringComparison.Ordinal)))
        {
            if (!line.StartsWith("country ", StringComparison.Ordinal))
            {
                section = line.Split(' ')[0];
            }
            else if (section is not null)
            {
                countries.TryAdd(section, line["country ".Length..].Split(':')[0]);
            }
        }

        return countries.GetValueOrDefault(device.Replace("phy", "phy#", StringComparison.Ordinal)) ?? countries.GetValueOrDefault("global");
    }

    private static bool? Switch(string told) => told.Trim() switch
    {
        "Power save: on" => true,
        "Power save: off" => false,
        _ => null,
    };

    private string? BlockedBy(string device)
    {
        foreach (string key in Names($"class/ieee80211/{device}").Where(name => name.StartsWith("rfkill", StringComparison.Ordinal)))
        {
            if (Read($"class/ieee80211/{device}/{key}/hard") == "1")
            {
                return "switch";
            }

            if (Read($"class/ieee80211/{device}/{key}/soft") == "1")
            {
                return "software";
            }
        }

        return null;
    }

    private string? DeviceOf(string name) => Read($"class/net/{name}/phy80211/name");

    private async Task<string> AskAsync(string[] command, CancellationToken cancellationToken)
    {
        ProgramAnswer answer = await _programs.RunAsync(command, null, cancellationToken);
        return answer.IsGood ? answer.Output : string.Empty;
    }

    private string[] Names(string folder)
    {
        string path = Path.Combine(_root, folder);
        return Directory.Exists(path) ? [.. Directory.EnumerateFileSystemEntries(path).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)] : [];
    }

    private string? Read(string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(_root, file)).Trim();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string? LinkName(string link)
    {
        FileSystemInfo? target = null;
        try
        {
            target = Directory.ResolveLinkTarget(Path.Combine(_root, link), returnFinalTarget: false);
        }
        catch (IOException)
        {
            // Not a link, or none: an emulated device has no driver below it.
        }

        return target?.Name;
    }
}
