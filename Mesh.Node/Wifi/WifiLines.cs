using Mesh.Node.Chat;
using Mesh.Node.Codes;
using Mesh.Node.Configuration;
using Mesh.Node.Lines;

namespace Mesh.Node.Wifi;

/// <summary>Writes what happens to the machine's Wi-Fi: sentences for people, with <c>--json</c> one object a line.</summary>
internal sealed class WifiLines : IWifiTold
{
    private readonly Surroundings _surroundings;
    private readonly bool _isJson;

    public WifiLines(Surroundings surroundings, bool isJson)
    {
        (_surroundings, _isJson) = (surroundings, isJson);
    }

    /// <inheritdoc/>
    public Task GroupAsync(P2pGroup group, bool isIn, string why)
    {
        JsonLine line = JsonLine.Event("wifi-group").With("in", isIn).With("interface", group.Interface).With("owner", group.IsOwner)
            .With("ssid", group.Ssid).With("frequency", group.Frequency).With("why", why);
        string name = Printable.Name(group.Ssid);
        string text = (isIn, group.IsOwner) switch
        {
            (true, true) => $"This machine owns the Wi-Fi Direct group {name} on {group.Interface}. On the others type: mesh wifi join",
            (true, false) => $"Joined the Wi-Fi Direct group {name} of {why}, on {group.Interface}.",
            (false, _) => $"The Wi-Fi Direct group {name} is over{(why.Length > 0 ? $": {Printable.Line(why)}" : string.Empty)}.",
        };
        return SayAsync(text, line);
    }

    /// <inheritdoc/>
    public Task MemberAsync(string address, string? name, bool isIn)
    {
        string mesh = name is not null && name.StartsWith(P2pOwner.Mark, StringComparison.Ordinal) ? name[P2pOwner.Mark.Length..] : name ?? string.Empty;
        string who = mesh.Length == 0 ? Printable.Name(address) : $"{Printable.Name(mesh)} ({Printable.Name(address)})";
        return SayAsync($"{who} {(isIn ? "joined" : "left")}.", JsonLine.Event("wifi-member").With("in", isIn).With("address", address).With("name", name));
    }

    /// <inheritdoc/>
    public async Task NoteAsync(string sentence)
    {
        if (_isJson)
        {
            await WriteAsync(JsonLine.Event("notice").With("code", "wifi").With("text", sentence).ToString(), isNote: false);
        }
        else
        {
            await WriteAsync($"* {Printable.Line(sentence)}", isNote: true);
        }
    }

    /// <summary>Tells of several things, one after the other.</summary>
    public async Task NotesAsync(IEnumerable<string> sentences)
    {
        foreach (string sentence in sentences)
        {
            await NoteAsync(sentence);
        }
    }

    /// <summary>Says one thing in both forms.</summary>
    public Task SayAsync(string text, JsonLine line) => WriteAsync(_isJson ? line.ToString() : text, isNote: false);

    /// <summary>Says something to people only.</summary>
    public Task TellAsync(string text) => _isJson ? Task.CompletedTask : WriteAsync(text, isNote: false);

    /// <summary>Shows a code for cameras; only where a person sees it.</summary>
    public async Task ShowAsync(string caption, QrCode code)
    {
        if (!_isJson && _surroundings.OutputIsTerminal)
        {
            bool hasColours = string.IsNullOrEmpty(_surroundings.Variable("NO_COLOR"));
            await WriteAsync($"{caption}\n{string.Join('\n', hasColours ? QrLines.Coloured(code) : QrLines.Colourless(code))}", isNote: false);
        }
    }

    private async Task WriteAsync(string text, bool isNote)
    {
        using LineWriter writer = new(_surroundings.Output, _surroundings.Error);
        await writer.WriteAsync([new ChatLine(text, isNote)], CancellationToken.None);
    }
}
