using Mesh.Node.Api;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Diagnostics;
using Mesh.Node.Fieldlog;
using Mesh.Node.Guests;
using Mesh.Node.Lines;
using Mesh.Node.Logging;
using Mesh.Node.Metrics;
using Mesh.Node.Web;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Commands;

/// <summary>Runs a node from start to goodbye, with the front that fits: screen, lines, or none.</summary>
internal sealed class NodeRun
{
    /// <summary>The file in the data folder that tells the node's identity while it does not run.</summary>
    public const string PeerIdFileName = "peer.id";

    private readonly Surroundings _surroundings;
    private readonly NodeStarter _start;
    private readonly ChatFront? _screen;
    private readonly PageStarter? _page;

    public NodeRun(Surroundings surroundings, NodeStarter start, ChatFront? screen, PageStarter? page)
    {
        _surroundings = surroundings;
        _start = start;
        _screen = screen;
        _page = page;
    }

    /// <summary>Runs until the front ends or cancellation.</summary>
    /// <exception cref="ComplaintException">The node cannot start as asked.</exception>
    /// <exception cref="OutputClosedException">Whoever read the output is gone.</exception>
    public async Task<int> RunAsync(NodeSettings settings, bool isHeadless, CancellationToken cancellationToken)
    {
        List<string> notes = [];
        if (settings.Passphrase is { } passphrase && PassphraseStrength.BitsAtMost(passphrase) < PassphraseStrength.BitsMin)
        {
            notes.Add("The passphrase is easy to guess for whoever listens nearby; take four or more random words.");
        }

        await using QueueLoggerFactory logs = new(settings.Verbose, _surroundings.Time);
        StorageFolder folder = StorageFolder.Open(settings.Data, logs, notes);
        if (isHeadless)
        {
            logs.LogTo(_surroundings.Error);
        }

        using FieldlogFile? record = settings.Record is { } file ? FieldlogFile.Open(file) : null;
        StartedNode started = await StartAsync(settings, folder.Path, logs, notes, cancellationToken);
        using LineWriter writer = new(_surroundings.Output, _surroundings.Error);
        int code;
        await using (started.Lifetime)
        {
            await using FieldlogRecorder? recorder = Record(started, record, logs);

            // The screen and no front read events once, the lines twice (what left, and what is printed).
            EarlyChatNode early = new(started.Node, readers: isHeadless || HasScreen(isHeadless, settings) ? 1 : 2);

            // Before rooms are joined, so that programs miss nothing of them.
            await using ApiHost api = ApiHost.Start(started.Node, started.Realm, HostWifi.Finder(), _surroundings.Time);
            await using PageServer? page = await new PageOpening(_page, logs).OpenAsync(started, api.Node, cancellationToken);
            foreach (string room in settings.Rooms)
            {
                await started.Node.JoinAsync(room, cancellationToken);
            }

            await using ControlServer? control = OpenControl(started, page?.Api ?? api.Node, logs, out string? socket);
            NodeStatus status = NodeStatus.Of(started.Node, started.DataFolder, socket, page?.Places.Local);
            IPageDesk desk = page is null ? new NoPage() : new PageDesk(page.Places, page.Api.Guests);
            code = await Front(started with { Node = early }, status, desk, isHeadless, writer)(cancellationToken);
        }

        await writer.WriteAsync(LinesOf(settings).Bye(), CancellationToken.None);
        return code;
    }

    /// <summary>Before the page and the rooms, so that nothing is missing in the record.</summary>
    private FieldlogRecorder? Record(StartedNode started, FieldlogFile? file, QueueLoggerFactory logs)
    {
        if (file is null)
        {
            return null;
        }

        started.Notes.Add($"Links and messages, without texts and names, are recorded in {file.Path}.");
        return FieldlogRecorder.Start(started.Node, file, _surroundings.Time, logs.CreateLogger("Mesh.Node.Fieldlog"));
    }

    private Func<CancellationToken, Task<int>> Front(StartedNode started, NodeStatus status, IPageDesk desk, bool isHeadless, LineWriter writer)
    {
        NodeSettings settings = started.Settings;
        if (HasScreen(isHeadless, settings))
        {
            string[] shown = [.. started.Notes, .. status.Page is { } page ? (string[])[$"The page is at {page}"] : []];
            return token => _screen!(started.Node, settings.Rooms[0], shown, desk, token);
        }

        IChatLines lines = LinesOf(settings);
        IReadOnlyList<ChatLine> notes = [.. started.Notes.SelectMany(note => lines.Note("start", note))];
        return isHeadless
            ? token => new HeadlessFront(started.Node, lines, writer, tellsMessages: settings.Json).RunAsync(status, notes, token)
            : token => new LineChat(started.Node, lines, writer, settings.Rooms[0], desk, _surroundings.Time).RunAsync(_surroundings.Input, status, notes, token);
    }

    private static IChatLines LinesOf(NodeSettings settings) => settings.Json ? new JsonLines() : new TextLines();

    private bool HasScreen(bool isHeadless, NodeSettings settings) =>
        _screen is not null && !isHeadless && !settings.Json && _surroundings.InputIsTerminal && _surroundings.OutputIsTerminal;

    private async Task<StartedNode> StartAsync(
        NodeSettings settings,
        string? folder,
        QueueLoggerFactory logs,
        List<string> notes,
        CancellationToken cancellationToken)
    {
        try
        {
            NodeMeters meters = new();
            RunningNode running = await _start(settings.ToOptions(folder, logs) with { MeterFactory = meters }, cancellationToken);
            RememberIdentity(running.Node.Id, folder);
            return new StartedNode(settings, running.Node, running.Realm, running.Lifetime, folder, notes) { Meters = meters };
        }
        catch (MeshException fault) when (fault.Failure == MeshFailure.DataFolderLocked)
        {
            throw new ComplaintException($"The data folder '{folder}' is used by another mesh; run this one with --profile NAME, such as --profile second, or use the running one through 'mesh send' and 'mesh tail'.", fault);
        }
        catch (MeshException fault) when (fault.Failure == MeshFailure.DataFolderUnusable && !settings.Data.IsChosen && folder is not null)
        {
            notes.Add(StorageFolder.WithoutStorage(fault.Message));
            return await StartAsync(settings, folder: null, logs, notes, cancellationToken);
        }
        catch (Exception fault) when (fault is MeshException or ArgumentException)
        {
            throw new ComplaintException(PlainMessage.Of(fault), fault);
        }
    }

    private ControlServer? OpenControl(StartedNode started, ApiNode api, QueueLoggerFactory logs, out string? socket)
    {
        socket = started.DataFolder is null ? null : ControlPath.Of(started.DataFolder, _surroundings.Variable);
        if (socket is null)
        {
            return null;
        }

        ILogger log = logs.CreateLogger("Mesh.Node.Control");
        try
        {
            return ControlServer.Start(api, NodeStatus.Of(started.Node, started.DataFolder, socket, api.Places?.Local), socket, _surroundings.Time, log);
        }
        catch (IOException fault)
        {
            CommandLog.NoSocket(log, fault.Message);
            started.Notes.Add($"mesh send, tail and peers cannot reach this node: {fault.Message}.");
            socket = null;
            return null;
        }
    }

    private static void RememberIdentity(PeerId peer, string? folder)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            File.WriteAllText(Path.Combine(folder, PeerIdFileName), $"{peer}\n");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Only "mesh id" without a running node loses by this, and it says so itself.
        }
    }
}
