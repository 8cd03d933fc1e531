using System.Threading.Channels;

namespace Mesh.Node.Wifi;

/// <summary>
/// Owns a Wi-Fi Direct group and lets in who asks. With the push button it opens for one machine at a time and only when that one asks: two owners that
/// stand open all the time would shut each other's joiners out, because these see two pressed buttons (Wi-Fi Simple Configuration, "session overlap").
/// </summary>
internal sealed class GroupHost
{
    private const int WaitingMax = 16;
    private const int NamesMax = 256;
    private const int PinSeconds = 600;

    /// <summary>How long one machine may take before the next is let in; a join takes 1 to 3 s.</summary>
    private static readonly TimeSpan TurnLife = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SocketPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PinLife = TimeSpan.FromSeconds(PinSeconds / 2);
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(5);

    private readonly P2pRadio _radio;
    private readonly P2pGroup _group;
    private readonly string? _pin;
    private readonly IWifiTold _told;
    private readonly TimeProvider _time;
    private readonly Queue<string> _waiting = new();
    private readonly Dictionary<string, string> _names = [];
    private readonly HashSet<string> _members = [];
    private string? _turn;
    private long _since;

    /// <param name="radio">The radio, which made the group.</param>
    /// <param name="group">The group.</param>
    /// <param name="pin">The PIN that joiners type; null for the push button.</param>
    /// <param name="told">Is told who comes and goes.</param>
    /// <param name="time">Measures turns.</param>
    public GroupHost(P2pRadio radio, P2pGroup group, string? pin, IWifiTold told, TimeProvider time)
    {
        (_radio, _group, _pin, _told, _time) = (radio, group, pin, told, time);
    }

    /// <summary>How many machines are in the group besides this one.</summary>
    public int Members => _members.Count;

    /// <summary>Lets machines in until the group ends.</summary>
    /// <param name="isOver">Asked once a second; true ends it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Why the group ended, for people.</returns>
    /// <exception cref="WpaException">wpa_supplicant is gone or does not answer.</exception>
    public async Task<string> RunAsync(Func<GroupHost, Task<bool>> isOver, CancellationToken cancellationToken)
    {
        Channel<WpaEvent> events = WpaSocket.Events();
        await using WpaSocket socket = await OpenAsync(events.Writer, cancellationToken);
        await socket.AttachAsync(cancellationToken);
        await OpenForPinAsync(socket, cancellationToken);
        long pinged = _time.GetTimestamp();
        while (!await isOver(this))
        {
            WpaEvent? told = await _radio.NextAsync(events.Reader.Count > 0 ? TimeSpan.Zero : Tick / 4, cancellationToken);
            if (told is { Name: "P2P-GROUP-REMOVED" } && told.Subject == _group.Interface)
            {
                return $"the group ended ({told.Value("reason") ?? "no reason told"})";
            }

            if (told is not null)
            {
                await HearAsync(socket, told, cancellationToken);
            }

            while (events.Reader.TryRead(out WpaEvent? ofGroup))
            {
                await HearAsync(socket, ofGroup, cancellationToken);
            }

            await NextTurnAsync(socket, cancellationToken);
            if (_time.GetElapsedTime(pinged) > PingPeriod)
            {
                pinged = _time.GetTimestamp();
                await socket.AskAsync("PING", cancellationToken);
            }
        }

        return "the group was given up";
    }

    private async Task<WpaSocket> OpenAsync(ChannelWriter<WpaEvent> events, CancellationToken cancellationToken)
    {
        long from = _time.GetTimestamp();
        while (true)
        {
            try
            {
                return _radio.Folder.Open(_group.Interface, events);
            }
            catch (WpaException fault) when (fault.Fault == WpaFault.Absent && _time.GetElapsedTime(from) < SocketPatience)
            {
                // The interface is told before its socket stands.
                await Task.Delay(Tick / 10, _time, cancellationToken);
            }
        }
    }

    private async Task HearAsync(WpaSocket socket, WpaEvent told, CancellationToken cancellationToken)
    {
        string device = told.Value("p2p_dev_addr") ?? told.Subject;
        switch (told.Name)
        {
            case "P2P-PROV-DISC-PBC-REQ" when _pin is null:
                Remember(device, told.Value("name"));
                if (_turn != device && !_waiting.Contains(device) && _waiting.Count < WaitingMax)
                {
                    _waiting.Enqueue(device);
                }
                else if (_turn == device)
                {
                    // It tries again.
                    await OpenForAsync(socket, device, cancellationToken);
                }

                break;
            case "P2P-PROV-DISC-SHOW-PIN" or "P2P-PROV-DISC-ENTER-PIN" when _pin is not null:
                Remember(device, told.Value("name"));
                await OpenForPinAsync(socket, cancellationToken);
                break;
            case "AP-STA-CONNECTED" when _members.Add(told.Subject):
                _turn = _turn == device ? null : _turn;
                await _told.MemberAsync(told.Subject, _names.GetValueOrDefault(device), isIn: true);
                await OpenForPinAsync(socket, cancellationToken);
                break;
            case "AP-STA-DISCONNECTED" when _members.Remove(told.Subject):
                await _told.MemberAsync(told.Subject, _names.GetValueOrDefault(device), isIn: false);
                break;
            default:
                break;
        }
    }

    private async Task NextTurnAsync(WpaSocket socket, CancellationToken cancellationToken)
    {
        if (_pin is not null)
        {
            if (_time.GetElapsedTime(_since) > PinLife)
            {
                await OpenForPinAsync(socket, cancellationToken);
            }

            return;
        }

        if (_turn is not null && _time.GetElapsedTime(_since) > TurnLife)
        {
            await socket.AskAsync("WPS_CANCEL", cancellationToken);
            _turn = null;
        }

        if (_turn is null && _waiting.TryDequeue(out string? next))
        {
            await OpenForAsync(socket, next, cancellationToken);
        }
    }

    private async Task OpenForAsync(WpaSocket socket, string device, CancellationToken cancellationToken)
    {
        _turn = device;
        _since = _time.GetTimestamp();
        if (await socket.AskAsync($"WPS_PBC p2p_dev_addr={device}", cancellationToken) != "OK")
        {
            await socket.AskAsync("WPS_PBC", cancellationToken);
        }
    }

    private async Task OpenForPinAsync(WpaSocket socket, CancellationToken cancellationToken)
    {
        if (_pin is not null)
        {
            _since = _time.GetTimestamp();
            await socket.AskAsync(FormattableString.Invariant($"WPS_PIN any {_pin} {PinSeconds}"), cancellationToken);
        }
    }

    private void Remember(string device, string? name)
    {
        if (name is not null && (_names.Count < NamesMax || _names.ContainsKey(device)))
        {
            _names[device] = name;
        }
    }
}
