namespace Mesh.Node.Wifi;

/// <summary>
/// What wpa_supplicant tells of its own accord to whoever sent ATTACH: <c>&lt;3&gt;P2P-GROUP-STARTED p2p-wlan0-0 GO ssid="DIRECT-ab" freq=2437</c>.
/// May hold a group's password: never logged.
/// </summary>
/// <param name="Interface">The interface whose socket told it.</param>
/// <param name="Name">The event's name.</param>
/// <param name="Text">What stands behind the name.</param>
internal sealed record WpaEvent(string Interface, string Name, string Text)
{
    /// <summary>The words of the text.</summary>
    public IReadOnlyList<string> Words => Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first word, mostly an address or interface; empty when there is none.</summary>
    public string Subject => Words is [var first, ..] ? first : string.Empty;

    /// <summary>The value of a "key=value"; null when there is none.</summary>
    public string? Value(string key) => WpaText.Word(Text, key);

    /// <summary>The event of a datagram; null when the datagram is an answer to a command.</summary>
    /// <param name="on">The interface whose socket sent it.</param>
    /// <param name="datagram">What was sent.</param>
    public static WpaEvent? Of(string on, string datagram)
    {
        int close = datagram.IndexOf('>', StringComparison.Ordinal);
        if (datagram is not ['<', ..] || close is < 2 or > 3 || !datagram[1..close].All(char.IsAsciiDigit))
        {
            return null;
        }

        string text = datagram[(close + 1)..].TrimEnd('\n', ' ');
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new WpaEvent(on, text, string.Empty) : new WpaEvent(on, text[..space], text[(space + 1)..]);
    }

    public override string ToString() => $"{Interface}: {Name}";
}
