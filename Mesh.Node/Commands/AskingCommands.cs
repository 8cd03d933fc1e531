using Mesh.Node.Chat;
using Mesh.Node.Codes;
using Mesh.Node.Configuration;
using Mesh.Node.Consoles;
using Mesh.Node.Control;
using Mesh.Node.Lines;

namespace Mesh.Node.Commands;

/// <summary>The commands that ask the node which runs on this machine.</summary>
internal sealed class AskingCommands
{
    private const int NotSentCode = 1;

    private readonly Surroundings _surroundings;
    private readonly StoragePlace _place;
    private readonly RunningNodeFinder _nodes;
    private readonly bool _isJson;

    public AskingCommands(Surroundings surroundings, StoragePlace place, bool isJson)
    {
        _surroundings = surroundings;
        _place = place;
        _nodes = new RunningNodeFinder(surroundings, place);
        _isJson = isJson;
    }

    /// <returns>0 when the message left on a link, 1 when it waits for one.</returns>
    /// <exception cref="ComplaintException">No node runs, or it refuses.</exception>
    public async Task<int> SendAsync(string room, string text, CancellationToken cancellationToken)
    {
        JsonLine request = Request(ControlRequest.Send).With("room", room).With("text", text);
        await foreach (ControlAnswer answer in AskAsync(request, cancellationToken))
        {
            switch (answer.Event)
            {
                case "sent":
                    await PrintAsync(answer.Line, textLine: null, cancellationToken);
                    return 0;
                case "waiting":
                    await PrintAsync(answer.Line, textLine: null, cancellationToken);
                    await _surroundings.Error.WriteLineAsync("mesh: Nobody is linked, so the message waits in the running node; whoever comes while it runs gets it.");
                    return NotSentCode;
                default:
                    await PrintAsync(answer.Line, textLine: null, cancellationToken);
                    break;
            }
        }

        throw RunningNodeFinder.HungUp();
    }

    /// <returns>0 after cancellation.</returns>
    /// <exception cref="ComplaintException">No node runs, it refuses, or it stopped.</exception>
    public async Task<int> TailAsync(string room, CancellationToken cancellationToken)
    {
        JsonLine request = Request(ControlRequest.Tail).With("room", room);
        await foreach (ControlAnswer answer in AskAsync(request, cancellationToken))
        {
            await PrintAsync(answer.Line, Spoken(answer), cancellationToken);
        }

        return cancellationToken.IsCancellationRequested ? 0 : throw RunningNodeFinder.HungUp();
    }

    /// <returns>0.</returns>
    /// <exception cref="ComplaintException">No node runs, or it refuses.</exception>
    public async Task<int> PeersAsync(CancellationToken cancellationToken)
    {
        await foreach (ControlAnswer answer in AskAsync(Request(ControlRequest.Peers), cancellationToken))
        {
            await PrintAsync(answer.Line, _isJson ? null : PeersTable.Of(answer.Root, _surroundings.OutputIsTerminal), cancellationToken);
            return 0;
        }

        throw RunningNodeFinder.HungUp();
    }

    /// <summary>Tells where the page is; on a terminal also for other devices, with a code for their cameras.</summary>
    /// <returns>0.</returns>
    /// <exception cref="ComplaintException">No node runs, it has no page, or no browser could be started.</exception>
    public async Task<int> PageAsync(bool opens, CancellationToken cancellationToken)
    {
        await foreach (ControlAnswer answer in AskAsync(Request(ControlRequest.Page), cancellationToken))
        {
            string url = answer.Text("url");
            await PrintAsync(answer.Line, url, cancellationToken);
            string? outside = ControlAnswer.Items(answer.Root, "others").Select(item => item.GetString()).FirstOrDefault();
            if (outside is not null && !_isJson && _surroundings.OutputIsTerminal)
            {
                string link = $"{outside}?token={answer.Text("token")}";
                await PrintAsync(answer.Line, $"For your other devices, and nobody else: {link}", cancellationToken);
                QrCode code = QrCode.Of(link);
                bool hasColours = string.IsNullOrEmpty(_surroundings.Variable("NO_COLOR"));
                await PrintAsync(answer.Line, string.Join('\n', hasColours ? QrLines.Coloured(code) : QrLines.Colourless(code)), cancellationToken);
            }

            return !opens || Browser.Open(url) ? 0 : throw new ComplaintException($"No browser could be started; open {url} in one.");
        }

        throw RunningNodeFinder.HungUp();
    }

    /// <returns>0.</returns>
    /// <exception cref="ComplaintException">No node has ever run in this data folder.</exception>
    public async Task<int> IdAsync(CancellationToken cancellationToken)
    {
        using (ControlClient? client = await _nodes.TryFindAsync(cancellationToken))
        {
            if (client is not null)
            {
                await foreach (ControlAnswer answer in client.AskAsync(Request(ControlRequest.Id), cancellationToken))
                {
                    await PrintAsync(answer.Line, answer.Text("peer"), cancellationToken);
                    return 0;
                }
            }
        }

        string peer = KeptIdentity();
        await PrintAsync(JsonLine.Event("id").With("peer", peer).ToString(), peer, cancellationToken);
        return 0;
    }

    private async IAsyncEnumerable<ControlAnswer> AskAsync(
        JsonLine request,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using ControlClient client = await _nodes.FindAsync(cancellationToken);
        await foreach (ControlAnswer answer in client.AskAsync(request, cancellationToken))
        {
            if (answer.Event == "error")
            {
                throw new ComplaintException(Printable.Line(answer.Text("message")));
            }

            yield return answer;
        }
    }

    private string KeptIdentity()
    {
        string? path = _place.Folder is null ? null : Path.Combine(_place.Folder, NodeRun.PeerIdFileName);
        try
        {
            return path is not null && PeerId.TryParse(File.ReadAllText(path).Trim(), out PeerId peer)
                ? peer.ToString()
                : throw new ComplaintException($"The file '{path ?? NodeRun.PeerIdFileName}' holds no identity; run 'mesh' once to make one.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ComplaintException($"No node has run with the data folder '{_place.Folder}' yet; run 'mesh' once to make an identity, or name the folder with --data or --profile.", fault);
        }
    }

    private async Task PrintAsync(string jsonLine, string? textLine, CancellationToken cancellationToken)
    {
        string? line = _isJson ? jsonLine : textLine;
        if (line is not null)
        {
            using LineWriter writer = new(_surroundings.Output, _surroundings.Error);
            await writer.WriteAsync([new ChatLine(line, IsNote: false)], cancellationToken);
        }
    }

    private static string? Spoken(ControlAnswer answer)
    {
        if (answer.Event is not ("message" or "sent"))
        {
            return null;
        }

        string guest = answer.Text("guest");
        MessageKind kind = Enum.TryParse(answer.Text("kind"), ignoreCase: true, out MessageKind known) ? known : MessageKind.Text;
        return TextLines.Message(answer.Text("room"), answer.Text("from"), guest.Length == 0 ? null : guest, kind, answer.Text("text"));
    }

    private static JsonLine Request(string what) => JsonLine.Object().With("do", what);
}
