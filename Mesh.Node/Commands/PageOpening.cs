using System.Net.Sockets;
using Mesh.Node.Api;
using Mesh.Node.Configuration;
using Mesh.Node.Consoles;
using Mesh.Node.Diagnostics;
using Mesh.Node.Web;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Commands;

/// <summary>Opens a node's page as the settings say, and tells the person where. A page that nobody asked for and that cannot open is a note, not an end.</summary>
internal sealed class PageOpening
{
    private readonly PageStarter? _start;
    private readonly ILoggerFactory _logs;

    public PageOpening(PageStarter? start, ILoggerFactory logs)
    {
        _start = start;
        _logs = logs;
    }

    /// <returns>The page, or null when there is none.</returns>
    /// <exception cref="ComplaintException">It cannot be opened as asked.</exception>
    public async Task<PageServer?> OpenAsync(StartedNode started, ApiNode api, CancellationToken cancellationToken)
    {
        PageSettings settings = started.Settings.Page;
        if (settings.IsOff || _start is null)
        {
            return null;
        }

        try
        {
            PageServer page = await _start(Parts(started, api), cancellationToken);
            Tell(page.Places, settings, started.Notes);
            return page;
        }
        catch (Exception fault) when (!settings.IsAskedFor && fault is ComplaintException or IOException or SocketException)
        {
            CommandLog.NoPage(_logs.CreateLogger("Mesh.Node.Web"), fault.Message);
            started.Notes.Add($"There is no page: {SettingValue.Shown(fault.Message).TrimEnd('.')}.");
            return null;
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            throw new ComplaintException($"The page cannot be opened: {SettingValue.Shown(fault.Message).TrimEnd('.')}; leave it out with --no-page.", fault);
        }
    }

    /// <summary>Opens a browser where that was asked for; what does not work is a note.</summary>
    private static void Tell(PagePlaces places, PageSettings settings, List<string> notes)
    {
        if (places.ForOthers.Count > 0)
        {
            notes.Add($"The page for your other devices is at {places.ForOthers[0]}?token={places.Token.Text}; whoever has this address is you, so give guests an invitation instead.");
        }

        if (settings.Opens && !Browser.Open(places.Local))
        {
            notes.Add($"No browser could be started; open {places.Local} in one.");
        }
    }

    private PageParts Parts(StartedNode started, ApiNode api) => new()
    {
        Settings = started.Settings.Page,
        Api = api,
        DataFolder = started.DataFolder,
        Logs = _logs,
        Meters = started.Meters,
    };
}
