namespace Mesh.Node.Wifi;

/// <summary>
/// What an entry of a ledger may ask for: what this program itself writes there, and nothing else, since it is carried out with the rights of whoever types
/// <c>mesh wifi stop</c>. Pure.
/// </summary>
internal static class UndoRule
{
    private const string DeviceName = "SET device_name ";
    private const string ScanMode = "AP_SCAN ";
    private const string Enabling = "ENABLE_NETWORK ";

    /// <summary>Whether an entry is one that this program writes.</summary>
    public static bool Allows(LedgerEntry entry) => entry.Number > 0 && entry.Kind switch
    {
        UndoKind.Program => IsProgram(entry.Undo),
        UndoKind.Command => HasPlace(entry) && entry.Undo is [var command] && IsCommand(command),
        UndoKind.Group => HasPlace(entry) && entry.Undo is [] && (entry.Made is null || IsWord(entry.Made)),
        UndoKind.Network => HasPlace(entry) && entry.Undo is [] && (entry.Made is null || IsNumber(entry.Made)),
        _ => false,
    };

    private static bool HasPlace(LedgerEntry entry) => Path.IsPathFullyQualified(entry.Folder) && IsWord(entry.On);

    private static bool IsCommand(string command) =>
        command == "REASSOCIATE"
        || command.StartsWith(DeviceName, StringComparison.Ordinal)
        || (command.StartsWith(ScanMode, StringComparison.Ordinal) && command[ScanMode.Length..] is "0" or "1" or "2")
        || (command.StartsWith(Enabling, StringComparison.Ordinal) && IsNumber(command[Enabling.Length..]));

    private static bool IsProgram(IReadOnlyList<string> undo) => undo switch
    {
        ["nmcli", "connection", "up", "uuid", var former] => IsWord(former),
        ["nmcli", "connection", "delete", "id", var made] => made.StartsWith(NmcliCell.ConnectionMark, StringComparison.Ordinal) && IsWord(made),
        ["nmcli", "device", "set", var on, "managed", "yes"] => IsWord(on),
        ["busctl", "call", ManagedRadio.Service, ManagedRadio.Root, ManagedRadio.Service, "RemoveInterface", "o", var made] => made.StartsWith(ManagedRadio.Root + "/", StringComparison.Ordinal),
        ["ip", "link", "set", var on, "up" or "down"] => IsWord(on),
        ["iw", "dev", var on, "ibss", "leave"] => IsWord(on),
        ["iw", "dev", var on, "set", "type", var type] => IsWord(on) && IsWord(type),
        ["powershell.exe", ..] => OperatingSystem.IsWindows() && undo.SequenceEqual(WindowsHotspot.StopCommand),
        _ => false,
    };

    /// <summary>Whether a text can be a name alone: no option, no path, no second word.</summary>
    private static bool IsWord(string text) => text.Length > 0 && text[0] is not ('-' or '.') && !text.Any(c => c == '/' || char.IsWhiteSpace(c) || char.IsControl(c));

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);
}
