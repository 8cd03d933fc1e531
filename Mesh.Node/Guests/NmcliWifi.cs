using System.Text;
using Mesh.Node.Processes;

namespace Mesh.Node.Guests;

/// <summary>
/// Asks NetworkManager by its command, nmcli, as it is on nearly every Linux desktop: which Wi-Fi connection is active, and with what password.
/// A connection that others may not read, or another way of closing a network (802.1X, WEP), gives nothing. What nmcli prints is never logged.
/// </summary>
internal sealed class NmcliWifi : IWifiFinder
{
    /// <summary>How long all of it may take: a person waits for it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private const string WifiType = "802-11-wireless";
    private const string Fields = "802-11-wireless.ssid,802-11-wireless.hidden,802-11-wireless-security.key-mgmt,802-11-wireless-security.psk";
    private static readonly string[] PasswordKinds = ["wpa-psk", "sae"];

    private readonly string _program;
    private readonly IPrograms _programs;
    private readonly TimeProvider _time;

    /// <param name="program">The command, by name or path.</param>
    /// <param name="programs">Runs it.</param>
    /// <param name="time">Measures patience.</param>
    public NmcliWifi(string program, IPrograms programs, TimeProvider time)
    {
        _program = program;
        _programs = programs;
        _time = time;
    }

    /// <inheritdoc/>
    public async Task<WifiNetwork?> FindAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource patience = new(Patience, _time);
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            string active = await AskAsync(["-t", "-f", "UUID,TYPE", "connection", "show", "--active"], end.Token);
            foreach (string[] connection in active.Split('\n').Select(Split).Where(fields => fields is [_, WifiType]))
            {
                // -g prints one field a line, -s the secrets as well.
                string told = await AskAsync(["-s", "-g", Fields, "connection", "show", "uuid", connection[0]], end.Token);
                if (Understand(told) is { } network)
                {
                    return network;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // NetworkManager does not answer: as good as none.
        }

        return null;
    }

    /// <summary>The network of a connection as nmcli tells it; null when a phone could not join it by a code.</summary>
    internal static WifiNetwork? Understand(string told)
    {
        string[] lines = [.. told.Split('\n').Select(line => Split(line) is [var single] ? single : line)];
        if (lines is not [{ Length: > 0 } ssid, ..] || lines.Length < 2)
        {
            return null;
        }

        // An open network has no security fields at all.
        bool isHidden = lines[1] == "yes";
        string keys = lines.Length > 2 ? lines[2] : string.Empty;
        string password = lines.Length > 3 ? lines[3] : string.Empty;
        if (keys.Length == 0)
        {
            return new WifiNetwork(ssid, null, isHidden);
        }

        return PasswordKinds.Contains(keys) && password.Length > 0 ? new WifiNetwork(ssid, password, isHidden) : null;
    }

    /// <summary>The fields of a line of nmcli's terse output: colons between, and a backslash before a colon or backslash that belongs to a value.</summary>
    private static string[] Split(string line)
    {
        List<string> fields = [];
        StringBuilder field = new();
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == ':')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else
            {
                i += line[i] == '\\' && i + 1 < line.Length ? 1 : 0;
                field.Append(line[i]);
            }
        }

        return [.. fields, field.ToString()];
    }

    private async Task<string> AskAsync(string[] arguments, CancellationToken cancellationToken)
    {
        ProgramAnswer answer = await _programs.RunAsync([_program, .. arguments], input: null, cancellationToken);
        return answer.IsGood ? answer.Output.TrimEnd('\n') : string.Empty;
    }
}
