using Mesh.Node.Chat;
using Mesh.Node.Doctor;
using Mesh.Node.Lines;
using Mesh.Node.Ways;

namespace Mesh.Node.Wamp;

/// <summary>The node itself as procedures under "mesh." (docs/wamp.md, "The node under mesh."). Each answers with one positional value. Thread-safe.</summary>
/// <param name="node">The node.</param>
/// <param name="time">Spaces pings, and measures the patience of an examination.</param>
internal sealed class MeshProcedures(IChatNode node, TimeProvider time)
{
    private const int PingRoundsMax = 100;

    /// <summary>Answers a call of one of them.</summary>
    /// <exception cref="MeshCallException">There is no such procedure, or its arguments are wrong.</exception>
    public async Task<MeshArguments> CallAsync(string procedure, MeshArguments arguments, CancellationToken cancellationToken)
    {
        ProcedureArguments given = new(procedure, arguments);
        try
        {
            return MeshArguments.Of(await AnswerAsync(procedure, given, cancellationToken));
        }
        catch (Exception fault) when (fault is ArgumentException or (InvalidOperationException and not ObjectDisposedException))
        {
            string sentence = PlainMessage.Of(fault);
            throw new MeshCallException(MeshCallFailure.Failed, sentence, WampErrors.InvalidArgument, MeshArguments.Of(sentence), fault);
        }
    }

    private async Task<object?> AnswerAsync(string procedure, ProcedureArguments given, CancellationToken cancellationToken)
    {
        switch (procedure)
        {
            case "mesh.status":
                return Status();
            case "mesh.rooms":
                return node.Rooms;
            case "mesh.peers":
                return MeshValues.Fitting(node.Peers.Select(MeshValues.Peer));
            case "mesh.links":
                return MeshValues.Fitting(node.Links.Select(MeshValues.Link));
            case "mesh.topology":
                return TopologyPicture.Of(node);
            case "mesh.ping":
                PingOptions options = new(
                    given.Number(1, "count", 1, PingRoundsMax, PingOptions.Short.Count),
                    TimeSpan.FromMilliseconds(given.Number(2, "intervalMs", PingOptions.IntervalMillisecondsMin, PingOptions.IntervalMillisecondsMax, (int)PingOptions.Short.Interval.TotalMilliseconds)));
                return await new PingRun(node, WayTarget.PeerOf(node, given.Text(0, "peer")), time).RunAsync(options, told: null, cancellationToken);
            case "mesh.trace":
                return await WayAnswer.TraceAsync(node, WayTarget.Of(node, given.Text(0, "what")), cancellationToken);
            case "mesh.presence":
                return Presence(given.Text(0, "room"));
            case "mesh.doctor":
                return ExaminationJson.Plain(await Examiner.ExamineAsync(node, time, cancellationToken), MeshValues.FittingBytes);
            case "mesh.room.join":
                await node.JoinAsync(given.Text(0, "room"), cancellationToken);
                return given.Text(0, "room");
            case "mesh.room.leave":
                await node.LeaveAsync(given.Text(0, "room"), cancellationToken);
                return given.Text(0, "room");
            case "mesh.room.say":
                return MeshValues.Message(await node.SendAsync(given.Text(0, "room"), given.Text(1, "text"), given.Kind(2), cancellationToken));
            case "mesh.nick":
                await node.SetNameAsync(given.Text(0, "name"), cancellationToken);
                return node.Name;
            default:
                throw new MeshCallException(MeshCallFailure.NoSuchProcedure, $"This node has no procedure '{procedure}'.");
        }
    }

    private Dictionary<string, object?> Status() => new()
    {
        ["peer"] = node.Id.ToString(),
        ["name"] = node.Name,
        ["network"] = node.Network,
        ["listen"] = node.EndPoints,
        ["rooms"] = node.Rooms,
        ["peers"] = node.Peers.Count,
        ["links"] = node.Links.Count,
        ["alone"] = node.AloneReasons.Select(reason => reason.Sentence).ToArray(),
        ["version"] = StatusFields.Version,
        ["startedAt"] = JsonLine.Time(node.Figures.StartedAt),
        ["unsent"] = node.Figures.MessagesUnsent,
        ["historyBytes"] = node.Figures.HistoryBytes,
        ["historyBytesMax"] = node.Figures.HistoryBytesMax,
    };

    private Dictionary<string, object?> Presence(string room) => new()
    {
        ["room"] = room,
        ["joined"] = node.Rooms.Contains(room),
        ["peers"] = MeshValues.Fitting(node.Peers.Where(peer => peer.Rooms.Contains(room)).Select(MeshValues.Peer)),
    };
}
