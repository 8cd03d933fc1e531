using System.Text;
using Mesh.Node.Configuration;
using Mesh.Node.Processes;

namespace Mesh.Node.Wifi;

/// <summary><c>mesh wifi host</c> and <c>mesh wifi join</c>.</summary>
internal sealed class WifiGroups
{
    private const int NotFoundCode = 1;

    /// <summary>The longest name of a Wi-Fi Direct device, in bytes (Wi-Fi Simple Configuration, "Device Name").</summary>
    private const int NameBytesMax = 32;

    private static readonly TimeSpan LookLife = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan JoinLife = TimeSpan.FromSeconds(45);

    private readonly WifiAsked _asked;
    private readonly WifiLines _lines;
    private readonly WifiUndo _undo;
    private readonly IPrograms _programs;
    private readonly TimeProvider _time;

    public WifiGroups(WifiAsked asked, WifiLines lines, WifiUndo undo, IPrograms programs, TimeProvider time)
    {
        (_asked, _lines, _undo, _programs, _time) = (asked, lines, undo, programs, time);
    }

    /// <summary>Owns a group and lets others in until cancellation; then everything is as it was.</summary>
    /// <param name="name">What others see; null for the node's name.</param>
    /// <param name="asksPin">Whether joiners type a PIN.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ComplaintException">The radio does not.</exception>
    /// <exception cref="WpaException">The same, of wpa_supplicant.</exception>
    public async Task<int> HostAsync(string? name, bool asksPin, CancellationToken cancellationToken)
    {
        string? pin = asksPin ? WpsPin.Random() : null;
        using WifiLedger ledger = WifiLedger.Begin(_asked.Place, isHeld: true, _time);
        return await UndoneAsync(ledger, async () =>
        {
            await using P2pRadio radio = await OpenAsync(ledger, cancellationToken);
            await radio.NameAsync(DeviceName(name ?? _asked.Name), cancellationToken);
            P2pGroup group = await radio.OwnAsync(GroupMeeting.Frequency, cancellationToken);
            await _lines.GroupAsync(group, isIn: true, string.Empty);
            if (pin is not null)
            {
                await _lines.SayAsync($"They type it with this PIN: mesh wifi join --pin {pin}", Lines.JsonLine.Event("wifi-pin").With("pin", pin));
            }

            await _lines.TellAsync("Chat with 'mesh' in another terminal. Ctrl-C ends the group.");
            string why = await new GroupHost(radio, group, pin, _lines, _time).RunAsync(_ => Task.FromResult(false), cancellationToken);
            await _lines.GroupAsync(group, isIn: false, why);
            return NotFoundCode;
        });
    }

    /// <summary>Joins a group and returns; the group stays until 'mesh wifi stop'.</summary>
    /// <param name="target">Whose group is meant; null for the only one that <c>mesh wifi host</c> made.</param>
    /// <param name="pin">The PIN that the owner shows; null for the push button.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0; 1 when nobody was found or it did not work.</returns>
    /// <exception cref="ComplaintException">It is not clear which group is meant.</exception>
    /// <exception cref="WpaException">wpa_supplicant does not.</exception>
    public async Task<int> JoinAsync(string? target, string? pin, CancellationToken cancellationToken)
    {
        CheckPin(pin);
        using WifiLedger ledger = WifiLedger.Begin(_asked.Place, isHeld: false, _time);
        bool isIn = false;
        try
        {
            await using P2pRadio radio = await OpenAsync(ledger, cancellationToken);
            await _lines.TellAsync("Looking for the owner of a group ...");
            IReadOnlyList<P2pOwner> owners = await new GroupSearch(radio, _time).FindAsync(target, LookLife, cancellationToken);
            if (await ChooseAsync(owners, target) is not { } owner)
            {
                return NotFoundCode;
            }

            if (await new GroupJoiner(radio, _lines, _time).JoinAsync(owner, pin, JoinLife, cancellationToken) is not { } group)
            {
                await _lines.NoteAsync($"Could not join {owner.Shown}; is 'mesh wifi host' still running there{(pin is null ? ", and without --pin" : ", and is the PIN right")}?");
                return NotFoundCode;
            }

            isIn = true;
            await _lines.GroupAsync(group, isIn: true, owner.Shown);
            await _lines.TellAsync($"Chat with: mesh. Leave the group with: {_asked.StopCommand}");
            return 0;
        }
        finally
        {
            if (!isIn)
            {
                await TakeBackAsync(ledger);
            }
        }
    }

    /// <summary>Stays in a group until cancellation: joins, looks again when the owner is gone, and becomes owner where that is wished.</summary>
    /// <exception cref="WpaException">wpa_supplicant does not.</exception>
    public async Task<int> MeetAsync(string? target, string? pin, bool mayOwn, CancellationToken cancellationToken)
    {
        CheckPin(pin);
        using WifiLedger ledger = WifiLedger.Begin(_asked.Place, isHeld: true, _time);
        return await UndoneAsync(ledger, async () =>
        {
            await using P2pRadio radio = await OpenAsync(ledger, cancellationToken);
            await _lines.TellAsync("Chat with 'mesh' in another terminal. Ctrl-C leaves the group.");
            await new GroupMeeting(radio, _lines, _time).RunAsync(target, pin, mayOwn ? DeviceName(_asked.Name) : null, cancellationToken);
            return 0;
        });
    }

    /// <summary>The name by which joiners know the owner of a mesh, cut to what a device may have.</summary>
    internal static string DeviceName(string name)
    {
        string device = P2pOwner.Mark + string.Concat(name.Where(c => !char.IsControl(c)));
        while (Encoding.UTF8.GetByteCount(device) > NameBytesMax)
        {
            device = device[..^(char.IsLowSurrogate(device[^1]) ? 2 : 1)];
        }

        return device;
    }

    private static void CheckPin(string? pin)
    {
        if (pin is not null && !WpsPin.IsRight(pin))
        {
            throw new ComplaintException($"--pin '{SettingValue.Shown(pin)}' is no PIN; type the eight digits that 'mesh wifi host --pin' shows.");
        }
    }

    private async Task<P2pRadio> OpenAsync(WifiLedger ledger, CancellationToken cancellationToken)
    {
        await _lines.NotesAsync(await _undo.UndoKilledAsync(_asked.Place, cancellationToken));
        WpaFolder folder = new(_asked.SocketFolder ?? WpaFolder.Usual, _time);
        string? taken = _asked.SocketFolder is null ? await new ManagedRadio(_programs, folder, ledger, _time).TakeAsync(_asked.Interface, cancellationToken) : null;
        if (taken is not null)
        {
            await _lines.NoteAsync($"NetworkManager lets go of '{taken}' as long as the group is wanted; the end of this command or '{_asked.StopCommand}' gives it back.");
        }

        return await P2pRadio.OpenAsync(folder, taken ?? _asked.Interface, ledger, _time, cancellationToken);
    }

    private async Task<P2pOwner?> ChooseAsync(IReadOnlyList<P2pOwner> owners, string? target)
    {
        string[] shown = [.. owners.OrderByDescending(owner => owner.IsMesh).ThenBy(owner => owner.Shown, StringComparer.Ordinal).Select(owner => $"{owner.Shown} ({owner.Device})")];
        P2pOwner[] fitting = [.. owners.Where(owner => target is null ? owner.IsMesh : owner.Is(target))];
        switch (fitting)
        {
            case [var only]:
                return only;
            case []:
                string others = shown.Length == 0 ? string.Empty : $" Other groups near: {string.Join(", ", shown)}; join one by its name or address.";
                await _lines.NoteAsync($"No group {(target is null ? "of a mesh" : $"'{SettingValue.Shown(target)}'")} was found within {LookLife.TotalSeconds:0} s. On one machine type 'mesh wifi host', or join with --or-host on all.{others}");
                return null;
            default:
                throw new ComplaintException($"Several groups are near: {string.Join(", ", shown)}; name one, such as: mesh wifi join {fitting[0].Device}.");
        }
    }

    private async Task<int> UndoneAsync(WifiLedger ledger, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            await TakeBackAsync(ledger);
        }
    }

    private async Task TakeBackAsync(WifiLedger ledger) => await _lines.NotesAsync(await _undo.UndoAsync(ledger, CancellationToken.None));
}
