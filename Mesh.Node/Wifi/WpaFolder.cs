using System.Threading.Channels;

namespace Mesh.Node.Wifi;

/// <summary>The folder with wpa_supplicant's control sockets, one for each interface that it looks after.</summary>
internal sealed class WpaFolder
{
    /// <summary>Where wpa_supplicant's packages put it.</summary>
    public const string Usual = "/run/wpa_supplicant";

    private const string DevicePrefix = "p2p-dev-";
    private const string GroupPrefix = "p2p-";

    private readonly TimeProvider _time;

    /// <param name="path">The folder.</param>
    /// <param name="time">Measures patience.</param>
    public WpaFolder(string path, TimeProvider time)
    {
        Path = path;
        _time = time;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The interfaces that have a socket, in the order of their names.</summary>
    /// <exception cref="WpaException">There is no such folder, or this account may not look into it.</exception>
    public IReadOnlyList<string> Interfaces()
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(Path).Select(path => System.IO.Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        }
        catch (DirectoryNotFoundException fault)
        {
            throw WifiAdvice.NoFolder(Path, fault);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw WifiAdvice.SocketDenied(Path, fault);
        }
    }

    /// <summary>The interfaces of Wi-Fi Direct groups, ours and others'.</summary>
    public IReadOnlyList<string> Groups() => [.. Interfaces().Where(IsGroup)];

    /// <summary>The interfaces that speak to Wi-Fi Direct devices and belong to a radio's interface.</summary>
    public IReadOnlyList<string> Devices() => [.. Interfaces().Where(IsDevice)];

    /// <summary>The interfaces that are neither.</summary>
    public IReadOnlyList<string> Stations() => [.. Interfaces().Where(name => !IsDevice(name) && !IsGroup(name) && name != "global")];

    /// <summary>The name of the radio's interface that a Wi-Fi Direct device belongs to.</summary>
    public static string StationOf(string device) => IsDevice(device) ? device[DevicePrefix.Length..] : device;

    /// <summary>Connects to the socket of an interface.</summary>
    /// <exception cref="WpaException">There is no such socket, or this account may not use it.</exception>
    public WpaSocket Open(string on, ChannelWriter<WpaEvent> events) => WpaSocket.Connect(Path, on, events, _time);

    /// <summary>Asks one thing; null when nobody is there to answer.</summary>
    /// <exception cref="WpaException">This account may not use it.</exception>
    public async Task<string?> TryAskAsync(string on, string command, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(on, command, cancellationToken);
        }
        catch (WpaException fault) when (fault.Fault is WpaFault.Absent or WpaFault.Silent)
        {
            return null;
        }
    }

    private async Task<string> AskAsync(string on, string command, CancellationToken cancellationToken)
    {
        await using WpaSocket socket = Open(on, WpaSocket.Events().Writer);
        return await socket.AskAsync(command, cancellationToken);
    }

    private static bool IsDevice(string name) => name.StartsWith(DevicePrefix, StringComparison.Ordinal);

    private static bool IsGroup(string name) => name.StartsWith(GroupPrefix, StringComparison.Ordinal) && !IsDevice(name);
}
