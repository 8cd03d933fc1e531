using System.Threading.Channels;

namespace Mesh.Node.Wifi;

/// <summary>A radio as Wi-Fi Direct sees it: finds owners of groups, joins them, owns one. Writes down what it changes.</summary>
internal sealed class P2pRadio : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(12);

    private readonly WpaSocket _socket;
    private readonly Channel<WpaEvent> _events;
    private readonly WifiLedger _ledger;
    private readonly TimeProvider _time;
    private readonly Dictionary<string, LedgerEntry> _groups = [];

    private P2pRadio(WpaFolder folder, WpaSocket socket, Channel<WpaEvent> events, WifiLedger ledger, TimeProvider time)
    {
        (Folder, _socket, _events, _ledger, _time) = (folder, socket, events, ledger, time);
    }

    /// <summary>Where the sockets are.</summary>
    public WpaFolder Folder { get; }

    /// <summary>The interface that takes the commands.</summary>
    public string Interface => _socket.Interface;

    /// <summary>Finds a radio that can do it, and listens to it.</summary>
    /// <param name="folder">Where the sockets are.</param>
    /// <param name="wanted">The radio's interface that a person named; null for the first that can.</param>
    /// <param name="ledger">Where changes are written down.</param>
    /// <param name="time">Measures patience.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WpaException">There is none, or this account may not use it.</exception>
    public static async Task<P2pRadio> OpenAsync(WpaFolder folder, string? wanted, WifiLedger ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        // A radio with a Wi-Fi Direct device of its own takes commands there; others take them on the station's interface.
        IEnumerable<string> candidates = folder.Devices().Concat(folder.Stations()).Where(name => wanted is null || name == wanted || WpaFolder.StationOf(name) == wanted);
        foreach (string candidate in candidates)
        {
            if (await TryOpenAsync(folder, candidate, ledger, time, cancellationToken) is { } radio)
            {
                return radio;
            }
        }

        throw wanted is null
            ? WifiAdvice.NoRadio(folder.Path)
            : new WpaException(WpaFault.Absent, $"wpa_supplicant looks after no interface '{Configuration.SettingValue.Shown(wanted)}' with Wi-Fi Direct in '{folder.Path}'; it has {Shown(folder.Interfaces())}.");
    }

    /// <summary>The next event within a time; null when none came.</summary>
    public async Task<WpaEvent?> NextAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        if (_events.Reader.TryRead(out WpaEvent? waiting))
        {
            return waiting;
        }

        using CancellationTokenSource patience = new(within > TimeSpan.Zero ? within : TimeSpan.Zero, _time);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await _events.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Sends a command; FAIL is an answer as well.</summary>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not answer.</exception>
    public Task<string> AskAsync(string command, CancellationToken cancellationToken) => _socket.AskAsync(command, cancellationToken);

    /// <summary>Changes the name that other devices see, until it is taken back.</summary>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not answer.</exception>
    public async Task NameAsync(string name, CancellationToken cancellationToken)
    {
        string former = await AskAsync("GET device_name", cancellationToken);
        bool isKnown = former is not ("FAIL" or "") && !former.StartsWith(P2pOwner.Mark, StringComparison.Ordinal);
        _ledger.Write(new LedgerEntry { Number = 0, Kind = UndoKind.Command, Folder = Folder.Path, On = Interface, Undo = [$"SET device_name {(isKnown ? former : string.Empty)}"] });
        await AskAsync($"SET device_name {name}", cancellationToken);
    }

    /// <summary>Makes a group of one's own on a channel; on the one that the radio is bound to where it can't have another.</summary>
    /// <param name="frequency">The channel in MHz.</param>
    /// <param name="cancellationToken">Gives up; what was begun stands in the ledger.</param>
    /// <exception cref="WpaException">The radio does not.</exception>
    public async Task<P2pGroup> OwnAsync(int frequency, CancellationToken cancellationToken)
    {
        LedgerEntry entry = WriteGroup();
        string answer = await AskAsync($"P2P_GROUP_ADD freq={frequency}", cancellationToken);
        P2pGroup? group = answer == "OK" ? await StartedAsync(StartPatience, cancellationToken) : null;
        if (group is null)
        {
            answer = await AskAsync("P2P_GROUP_ADD", cancellationToken);
            group = answer == "OK" ? await StartedAsync(StartPatience, cancellationToken) : null;
        }

        return group is null
            ? throw new WpaException(WpaFault.Refused, $"The radio of '{Interface}' does not make a Wi-Fi Direct group ({Configuration.SettingValue.Shown(answer)}); take 'mesh wifi hotspot' or 'mesh wifi adhoc NAME'; 'mesh wifi' tells what it can do.")
            : await SettleAsync(entry, group, cancellationToken);
    }

    /// <summary>Joins an owner's group once.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="pin">The PIN that the owner shows; null for the push button.</param>
    /// <param name="isDirect">Whether to look on the owner's channel only, which saves a scan of all channels (4 s); it may have moved meanwhile.</param>
    /// <param name="within">How long it may take.</param>
    /// <param name="cancellationToken">Gives up; what was begun stands in the ledger.</param>
    /// <returns>The group; or why not, for people.</returns>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not answer.</exception>
    public async Task<(P2pGroup? Group, string Reason)> JoinAsync(P2pOwner owner, string? pin, bool isDirect, TimeSpan within, CancellationToken cancellationToken)
    {
        string channel = isDirect && await ChannelAsync(owner, cancellationToken) is { } frequency ? $" freq={frequency}" : string.Empty;
        LedgerEntry entry = WriteGroup();
        string answer = await AskAsync($"P2P_CONNECT {owner.Device} {(pin is null ? "pbc" : $"{pin} keypad")} join{channel}", cancellationToken);
        if (answer.StartsWith("FAIL", StringComparison.Ordinal))
        {
            _ledger.Forget(entry);
            return (null, $"wpa_supplicant says {Configuration.SettingValue.Shown(answer)}");
        }

        long from = _time.GetTimestamp();
        while (await NextAsync(within - _time.GetElapsedTime(from), cancellationToken) is { } told)
        {
            if (P2pGroup.Of(told) is { IsOwner: false } group)
            {
                return (await SettleAsync(entry, group, cancellationToken), string.Empty);
            }

            if (told.Name is "P2P-GROUP-FORMATION-FAILURE" or "P2P-PROV-DISC-FAILURE" or "WPS-OVERLAP-DETECTED" or "WPS-TIMEOUT")
            {
                await GiveUpAsync(entry, cancellationToken);
                return (null, told.Text.Contains("FREQ_CONFLICT", StringComparison.Ordinal)
                    ? $"the radio is bound to another channel by the network that '{WpaFolder.StationOf(Interface)}' is in; leave that one first"
                    : $"the radio says {told.Name}");
            }
        }

        await GiveUpAsync(entry, cancellationToken);
        return (null, FormattableString.Invariant($"nothing happened for {within.TotalSeconds:0} s"));
    }

    /// <summary>Ends a group, whether it is there or has ended already.</summary>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not answer.</exception>
    public async Task LeaveAsync(P2pGroup group, CancellationToken cancellationToken)
    {
        await AskAsync($"P2P_GROUP_REMOVE {group.Interface}", cancellationToken);
        if (_groups.Remove(group.Interface, out LedgerEntry? entry))
        {
            _ledger.Forget(entry);
        }
    }

    /// <summary>The address of the radio as a Wi-Fi Direct device; empty when it does not tell.</summary>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not answer.</exception>
    public async Task<string> AddressAsync(CancellationToken cancellationToken) =>
        WpaText.Line(await AskAsync("STATUS", cancellationToken), "p2p_device_address") ?? string.Empty;

    public ValueTask DisposeAsync() => _socket.DisposeAsync();

    /// <summary>The owner's channel in MHz: where its group is, or where it was heard, which is the same for an owner; null when neither is known.</summary>
    private async Task<string?> ChannelAsync(P2pOwner owner, CancellationToken cancellationToken)
    {
        string told = await AskAsync($"P2P_PEER {owner.Device}", cancellationToken);
        return ((string?[])[WpaText.Line(told, "oper_freq"), WpaText.Line(told, "listen_freq")]).FirstOrDefault(frequency => frequency is { Length: 4 } && frequency.All(char.IsAsciiDigit));
    }

    private LedgerEntry WriteGroup() => _ledger.Write(new LedgerEntry { Number = 0, Kind = UndoKind.Group, Folder = Folder.Path, On = Interface, Before = Folder.Groups() });

    private static async Task<P2pRadio?> TryOpenAsync(WpaFolder folder, string on, WifiLedger ledger, TimeProvider time, CancellationToken cancellationToken)
    {
        WpaSocket? socket = null;
        bool isOpen = false;
        try
        {
            Channel<WpaEvent> events = WpaSocket.Events();
            socket = folder.Open(on, events.Writer);
            if (WpaText.Line(await socket.AskAsync("STATUS", cancellationToken), "p2p_device_address") is null)
            {
                return null;
            }

            await socket.AttachAsync(cancellationToken);
            isOpen = true;
            return new P2pRadio(folder, socket, events, ledger, time);
        }
        catch (WpaException fault) when (fault.Fault == WpaFault.Absent)
        {
            // A socket that an ended wpa_supplicant left behind.
            return null;
        }
        finally
        {
            if (!isOpen && socket is not null)
            {
                await socket.DisposeAsync();
            }
        }
    }

    private async Task GiveUpAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        await AskAsync("P2P_CANCEL", cancellationToken);
        _ledger.Forget(entry);
    }

    private async Task<P2pGroup?> StartedAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        long from = _time.GetTimestamp();
        while (await NextAsync(within - _time.GetElapsedTime(from), cancellationToken) is { } told)
        {
            if (P2pGroup.Of(told) is { } group)
            {
                return group;
            }

            if (told.Name is "P2P-GROUP-FORMATION-FAILURE" or "P2P-GROUP-REMOVED")
            {
                return null;
            }
        }

        return null;
    }

    private async Task<P2pGroup> SettleAsync(LedgerEntry entry, P2pGroup group, CancellationToken cancellationToken)
    {
        _groups[group.Interface] = _ledger.Write(entry with { Made = group.Interface, Name = group.Ssid });

        if (group.Interface != WpaFolder.StationOf(Interface))
        {
            // A radio that sleeps between beacons loses multicast. The setting goes with the group's interface; on the radio's own it would stay.
            await Folder.TryAskAsync(group.Interface, "SET ps 0", cancellationToken);
        }

        return group;
    }

    private static string Shown(IReadOnlyList<string> names) => names.Count == 0 ? "none" : Configuration.SettingValue.Shown(string.Join(", ", names));
}
