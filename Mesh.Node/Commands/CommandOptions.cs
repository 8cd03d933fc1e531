using System.CommandLine;
using System.CommandLine.Parsing;
using Mesh.Node.Configuration;

namespace Mesh.Node.Commands;

/// <summary>The options of the command line and what they say.</summary>
internal sealed class CommandOptions
{
    private readonly Option<string> _name = new("--name") { Description = "What others see you as (default: user@host).", HelpName = "NAME" };
    private readonly Option<string[]> _room = new("--room") { Description = "A room to join; may be given several times. Lines go to the first (default: lobby).", HelpName = "ROOM" };
    private readonly Option<string> _network = new("--network") { Description = "The network's name; nodes of other networks do not link (default: mesh).", HelpName = "NAME" };
    private readonly Option<bool> _passphrase = new("--passphrase") { Description = "Close the network: ask for its passphrase, without echo.", Arity = ArgumentArity.Zero };
    private readonly Option<string> _passphraseFile = new("--passphrase-file") { Description = "Close the network: the passphrase is this file's first line.", HelpName = "FILE" };
    private readonly Option<string[]> _peer = new("--peer") { Description = "A peer to dial in any case, HOST or HOST:PORT or [ADDRESS%INTERFACE]:PORT; may be given several times.", HelpName = "ADDRESS" };
    private readonly Option<string[]> _interface = new("--interface") { Description = "A network interface to use, and no others; may be given several times.", HelpName = "NAME" };
    private readonly Option<string> _port = new("--port") { Description = "The port to accept links on (default: 6374, or any free one when taken).", HelpName = "PORT" };
    private readonly Option<bool> _noMdns = new("--no-mdns") { Description = "Neither announce this node nor look for others by multicast DNS." };
    private readonly Option<string> _data = new("--data") { Description = "The folder for key, log and control socket.", HelpName = "DIR" };
    private readonly Option<string> _profile = new("--profile") { Description = "A separate identity in the data folder, to run a second node.", HelpName = "NAME" };
    private readonly Option<string> _config = new("--config") { Description = "A JSON file of settings (default: mesh.json in the data folder).", HelpName = "FILE" };
    private readonly Option<string> _record = new("--record") { Description = "Append who was linked when, and which messages passed (no texts, no names), to this file; mesh-sim replays it.", HelpName = "FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "Write one JSON object a line instead of text." };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log more." };
    private readonly PageOptions _page = new();

    /// <summary>Gives a command the options of a node.</summary>
    public void AddNodeOptions(Command command)
    {
        foreach (Option option in (Option[])[_name, _room, _network, _passphrase, _passphraseFile, _peer, _interface, _port, _noMdns, _record, _verbose])
        {
            command.Options.Add(option);
        }

        _page.AddTo(command);
    }

    /// <summary>Gives a command the options that say in which network a node looks, and by which interfaces.</summary>
    public void AddLookOptions(Command command)
    {
        foreach (Option option in (Option[])[_network, _passphrase, _passphraseFile, _peer, _interface, _port, _noMdns])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Gives a command and those below it the options that say where the data folder is and how to write.</summary>
    public void AddPlaceOptions(Command command)
    {
        foreach (Option option in (Option[])[_data, _profile, _config, _json])
        {
            option.Recursive = true;
            command.Options.Add(option);
        }
    }

    /// <summary>What the command line says.</summary>
    /// <exception cref="ComplaintException">A value is wrong.</exception>
    public SettingsLayer Read(ParseResult result)
    {
        string? Text(Option<string> option) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : null;
        string[]? List(Option<string[]> option) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : null;
        bool? Switch(Option<bool> option) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : null;
        return new SettingsLayer
        {
            Name = Text(_name) is { } name ? SettingValue.Named("--name", name) : null,
            Rooms = List(_room)?.Select(room => SettingValue.Named("--room", room)).ToArray(),
            Network = Text(_network) is { } network ? SettingValue.Named("--network", network) : null,
            AskPassphrase = Switch(_passphrase),
            PassphraseFile = Text(_passphraseFile),
            Peers = List(_peer),
            Interfaces = List(_interface),
            Port = Text(_port) is { } port ? SettingValue.Port("--port", port) : null,
            NoMdns = Switch(_noMdns),
            Data = NotEmpty("--data", Text(_data)),
            Profile = Text(_profile),
            Config = NotEmpty("--config", Text(_config)),
            Record = NotEmpty("--record", Text(_record)),
            Json = Switch(_json),
            Verbose = Switch(_verbose),
            Page = _page.Read(result),
        };
    }

    /// <summary>One clear line about the first thing that could not be understood.</summary>
    public static string Complaint(ParseResult result)
    {
        ParseError first = result.Errors[0];
        string? stray = result.UnmatchedTokens.FirstOrDefault();
        if (first.SymbolResult is OptionResult { IdentifierToken.Value: { } given } && stray is null)
        {
            return $"{given} {Reason(first, given)}; 'mesh --help' shows how to write it.";
        }

        Command wanting = result.CommandResult.Command;
        if (stray is null && wanting.Arguments.Count > 0 && first.SymbolResult is CommandResult or ArgumentResult { Parent: CommandResult })
        {
            string typed = wanting.Parents.OfType<Command>().FirstOrDefault(parent => parent is not RootCommand) is { } above ? $"mesh {above.Name} {wanting.Name}" : $"mesh {wanting.Name}";
            return $"'{typed}' needs {string.Join(" and ", wanting.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0).Select(argument => argument.Name))}; '{typed} --help' shows how to write it.";
        }

        if (stray is null)
        {
            return $"{first.Message.TrimEnd('.')}; 'mesh --help' shows how to write it.";
        }

        string shown = SettingValue.Shown(stray);
        string kind = stray.StartsWith('-') ? "option" : "command";
        string? similar = Similar(stray, result);
        return similar is null
            ? $"There is no {kind} '{shown}' here; 'mesh --help' lists what there is."
            : $"There is no {kind} '{shown}' here; did you mean '{similar}'?";
    }

    private static string Reason(ParseError error, string given) =>
        error.Message.StartsWith("Required argument missing", StringComparison.Ordinal)
            ? "needs a value behind it"
            : error.Message.StartsWith("Option '", StringComparison.Ordinal) && error.Message.Contains("expects a single argument", StringComparison.Ordinal)
                ? "was given several times, but takes one value"
                : $"is wrong ({SettingValue.Shown(error.Message.TrimEnd('.').Replace(given, "it", StringComparison.Ordinal))})";

    private static string? NotEmpty(string option, string? value) =>
        value is { Length: 0 } ? throw new ComplaintException($"{option} is empty; name a path, or leave it out.") : value;

    private static string? Similar(string stray, ParseResult result)
    {
        Command command = result.CommandResult.Command;
        return command.Options.Concat<Symbol>(command.Subcommands)
            .Select(symbol => (symbol.Name, Distance: EditDistance.Between(stray, symbol.Name)))
            .Where(candidate => candidate.Distance <= 2)
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }
}
