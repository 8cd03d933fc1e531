using System.CommandLine;
using Mesh.Node.Configuration;
using Mesh.Node.Wifi;

namespace Mesh.Node.Commands;

/// <summary>The commands that make a network where there is none: what can be asked for, and who does it.</summary>
internal sealed class WifiCommands
{
    private const string UsualName = "mesh";
    private const string PassphraseVariable = "MESH_WIFI_PASSPHRASE";

    private readonly Surroundings _surroundings;
    private readonly Func<ParseResult, SettingsLayer> _settings;
    private readonly Option<string?> _folder = new("--wpa-socket") { Description = $"The folder of wpa_supplicant's control sockets (default: {WpaFolder.Usual}).", HelpName = "DIR", Recursive = true };
    private readonly Option<string?> _interface = new("--interface") { Description = "The radio's interface (default: the first that can).", HelpName = "NAME", Recursive = true };

    /// <param name="surroundings">Streams, variables, account.</param>
    /// <param name="settings">Reads what the command line says of data folder and form.</param>
    public WifiCommands(Surroundings surroundings, Func<ParseResult, SettingsLayer> settings)
    {
        (_surroundings, _settings) = (surroundings, settings);
    }

    /// <summary>The command "wifi" and those below it.</summary>
    public Command Build()
    {
        Command wifi = new("wifi", "Make a network where there is none, and put everything back. Alone: what this machine's radios can do.") { _folder, _interface };
        foreach (Command command in (Command[])[Host(), Join(), Hotspot(), AdHoc(), Status(), Stop()])
        {
            wifi.Subcommands.Add(command);
        }

        SetAction(wifi, (_, parts, token) => parts.Overview.TellAsync(token));
        return wifi;
    }

    private Command Host()
    {
        Argument<string?> name = new("NAME") { Description = "What joiners see (default: the node's name).", Arity = ArgumentArity.ZeroOrOne };
        Option<bool> pin = new("--pin") { Description = "Let in only who types the PIN that is shown." };
        Command host = new("host", "Own a Wi-Fi Direct group and let others join, until Ctrl-C.") { name, pin };
        SetAction(host, (result, parts, token) => parts.Groups.HostAsync(result.GetValue(name), result.GetValue(pin), token));
        return host;
    }

    private Command Join()
    {
        Argument<string?> owner = new("OWNER") { Description = "Name or address of the group's owner (default: the only one near).", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> pin = new("--pin") { Description = "The PIN that the owner shows.", HelpName = "PIN" };
        Option<bool> keeps = new("--keep") { Description = "Stay until Ctrl-C, and join again when the group is gone." };
        Option<bool> owns = new("--or-host") { Description = "As --keep, and own the group when nobody does, so that all may type the same." };
        Command join = new("join", "Join a Wi-Fi Direct group near by.") { owner, pin, keeps, owns };
        SetAction(join, (result, parts, token) => result.GetValue(keeps) || result.GetValue(owns)
            ? parts.Groups.MeetAsync(result.GetValue(owner), result.GetValue(pin), result.GetValue(owns), token)
            : parts.Groups.JoinAsync(result.GetValue(owner), result.GetValue(pin), token));
        return join;
    }

    private Command Hotspot()
    {
        Argument<string?> name = new("NAME") { Description = $"The network's name (default: {UsualName}).", Arity = ArgumentArity.ZeroOrOne };
        return Cell(new Command("hotspot", "Be the access point that others join as any Wi-Fi network.") { name }, result => result.GetValue(name) ?? UsualName, isAccessPoint: true);
    }

    private Command AdHoc()
    {
        Argument<string> name = new("NAME") { Description = "The cell's name, the same on all machines." };
        return Cell(new Command("adhoc", "Be in an ad hoc cell, where all machines are equal.") { name }, result => result.GetRequiredValue(name), isAccessPoint: false);
    }

    private Command Cell(Command command, Func<ParseResult, string> name, bool isAccessPoint)
    {
        Option<string?> channel = new("--channel") { Description = $"The channel, 1 to 11 (default: {CellPlan.ChannelUsual}); the same on all machines.", HelpName = "NUMBER" };
        Option<bool> asks = new("--passphrase") { Description = "Close the network: ask for its passphrase, without echo.", Arity = ArgumentArity.Zero };
        Option<string?> file = new("--passphrase-file") { Description = "Close the network: the passphrase is this file's first line.", HelpName = "FILE" };
        foreach (Option option in (Option[])[channel, asks, file])
        {
            command.Options.Add(option);
        }

        SetAction(command, async (result, parts, token) =>
        {
            SettingsLayer secret = new() { AskPassphrase = result.GetValue(asks), PassphraseFile = result.GetValue(file), Passphrase = _surroundings.Variable(PassphraseVariable) is { Length: > 0 } given ? given : null };
            if (isAccessPoint && OperatingSystem.IsWindows())
            {
                return await parts.Cells.MakeOnWindowsAsync(secret.AskPassphrase is true || secret.PassphraseFile is not null || result.GetValue(channel) is not null || name(result) != UsualName, token);
            }

            string ssid = name(result);
            string? passphrase = await new SettingsReader(_surroundings).ReadPassphraseAsync(secret, ssid, PassphraseVariable, token);
            return await parts.Cells.MakeAsync(CellPlan.Of(ssid, result.GetValue(channel), passphrase, isAccessPoint), token);
        });
        return command;
    }

    private Command Status()
    {
        Command status = new("status", "Show the networks that 'mesh wifi' made, and who is in them.");
        SetAction(status, (_, parts, token) => parts.State.StatusAsync(token));
        return status;
    }

    private Command Stop()
    {
        Command stop = new("stop", "End them and put everything back as it was, also after a crash.");
        SetAction(stop, (_, parts, token) => parts.State.StopAsync(token));
        return stop;
    }

    private void SetAction(Command command, Func<ParseResult, WifiParts, CancellationToken, Task<int>> action) => command.SetAction(async (result, token) =>
    {
        WifiAsked asked = Asked(result);
        bool isEverywhere = command.Name is "wifi" or "status" or "stop" || (command.Name == "hotspot" && OperatingSystem.IsWindows());
        if (!isEverywhere && !OperatingSystem.IsLinux() && asked.SocketFolder is null)
        {
            throw new ComplaintException(WifiAdvice.Here());
        }

        try
        {
            return await action(result, WifiParts.Of(_surroundings, asked), token);
        }
        catch (WpaException fault)
        {
            throw new ComplaintException(fault.Message, fault);
        }
    });

    private WifiAsked Asked(ParseResult result)
    {
        (StoragePlace place, bool isJson, string name) = new SettingsReader(_surroundings).ReadPlaceAndName(_settings(result));
        string? folder = result.GetValue(_folder);
        return folder is { Length: 0 }
            ? throw new ComplaintException("--wpa-socket is empty; name a folder, or leave it out.")
            : new WifiAsked { Place = place, IsJson = isJson, Name = name, IsBySudo = _surroundings.Variable("SUDO_USER") is { Length: > 0 }, SocketFolder = folder is null ? null : Path.GetFullPath(folder), Interface = result.GetValue(_interface) };
    }
}
