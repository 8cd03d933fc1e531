using System.CommandLine;
using Mesh.Node.Configuration;

namespace Mesh.Node.Commands;

/// <summary>The options of the command line that concern the page.</summary>
internal sealed class PageOptions
{
    private readonly Option<bool> _noPage = new("--no-page") { Description = "No page and no interfaces for browsers and programs." };
    private readonly Option<bool> _open = new("--open") { Description = "Open the page in a browser." };
    private readonly Option<string> _port = new("--page-port") { Description = "The port of the page on this machine (default: 6375, or any free one when taken).", HelpName = "PORT" };
    private readonly Option<string[]> _listen = new("--page-listen") { Description = "An address of this machine on which to offer the page to others, who need the token or an invitation; may be given several times.", HelpName = "ADDRESS" };
    private readonly Option<bool> _tls = new("--page-tls") { Description = "Speak TLS on those addresses, with a certificate of this node's own." };
    private readonly Option<string[]> _origin = new("--page-origin") { Description = "A web origin whose pages may talk to this node, such as https://example.org; may be given several times.", HelpName = "ORIGIN" };
    private readonly Option<string[]> _host = new("--page-host") { Description = "A further host name by which the page may be asked for, such as a proxy's; may be given several times.", HelpName = "NAME" };
    private readonly Option<bool> _auth = new("--page-auth") { Description = "Ask for the token on this machine, too, where other users could reach the page." };
    private readonly Option<string> _getFolder = new("--get-folder") { Description = "A folder with builds of mesh that the page gives away at /get.", HelpName = "DIR" };

    /// <summary>Gives a command these options.</summary>
    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_noPage, _open, _port, _listen, _tls, _origin, _host, _auth, _getFolder])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What the command line says about the page.</summary>
    /// <exception cref="ComplaintException">A value is wrong.</exception>
    public PageLayer Read(ParseResult result)
    {
        string[]? List(Option<string[]> option) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : null;
        bool? Switch(Option<bool> option) => result.GetResult(option) is { Implicit: false } ? result.GetValue(option) : null;
        string? port = result.GetResult(_port) is { Implicit: false } ? result.GetValue(_port) : null;
        return new PageLayer
        {
            NoPage = Switch(_noPage),
            Open = Switch(_open),
            Port = port is null ? null : SettingValue.Port("--page-port", port),
            Listen = List(_listen)?.Select(address => PageAddress.Parse("--page-listen", address)).ToArray(),
            Tls = Switch(_tls),
            Origins = List(_origin)?.Select(origin => PageValue.Origin("--page-origin", origin)).ToArray(),
            Hosts = List(_host)?.Select(host => PageValue.Host("--page-host", host)).ToArray(),
            Auth = Switch(_auth),
            GetFolder = result.GetResult(_getFolder) is { Implicit: false } ? PageValue.Folder("--get-folder", result.GetValue(_getFolder)!) : null,
        };
    }
}
