using Mesh.Node.Chat;
using Mesh.Node.Journal;
using Mesh.Node.Lines;
using Mesh.Node.Ways;

namespace Mesh.Node.Api;

/// <summary>The commands about ways through the mesh and how the node is doing: the same for the control socket and for programs. For the owner only.</summary>
internal sealed class WayRequests
{
    private readonly IChatNode _node;
    private readonly Func<NodePlaces> _places;
    private readonly TimeProvider _time;
    private readonly PingOptions _unsaid;

    /// <param name="node">Asked.</param>
    /// <param name="places">Where its parts are, as far as who asks is told.</param>
    /// <param name="time">Spaces pings.</param>
    /// <param name="unsaid">How often is pinged when nobody says.</param>
    public WayRequests(IChatNode node, Func<NodePlaces> places, TimeProvider time, PingOptions unsaid)
    {
        _node = node;
        _places = places;
        _time = time;
        _unsaid = unsaid;
    }

    /// <summary>Rounds of one ping at most.</summary>
    public int RoundsMax { get; init; } = PingOptions.CountMax;

    /// <summary>Whether a command is one of these.</summary>
    public static bool Has(ApiRequest request) => request.Do is "ping" or "trace" or "topology" or "status";

    /// <summary>Does a command of these; null when it is none.</summary>
    /// <param name="request">The command.</param>
    /// <param name="told">Is told of each round of a ping; null when only its end matters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<JsonLine>? Do(ApiRequest request, Func<JsonLine, ValueTask>? told, CancellationToken cancellationToken) => request.Do switch
    {
        "ping" => PingAsync(request, told, cancellationToken),
        "trace" => TraceAsync(request, cancellationToken),
        "topology" => Task.FromResult(MeshShape.Of(_node).ToLine()),
        "status" => Task.FromResult(JsonLine.Event("status", StatusFields.Of(_node, _places(), _time.GetUtcNow()))),
        _ => null,
    };

    private async Task<JsonLine> PingAsync(ApiRequest request, Func<JsonLine, ValueTask>? told, CancellationToken cancellationToken)
    {
        PeerId peer = WayTarget.PeerOf(_node, request.Text("peer"));
        PingOptions options = new(
            request.Number("count", 1, RoundsMax, Math.Min(_unsaid.Count, RoundsMax)),
            TimeSpan.FromMilliseconds(request.Number("intervalMs", PingOptions.IntervalMillisecondsMin, PingOptions.IntervalMillisecondsMax, (int)_unsaid.Interval.TotalMilliseconds)));
        PingRun run = new(_node, peer, _time);
        return JsonLine.Event("ping", await run.RunAsync(options, told is null ? null : round => told(JsonLine.Event("ping-round", round)), cancellationToken));
    }

    private async Task<JsonLine> TraceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        WayTarget target = WayTarget.Of(_node, request.Text("what"));
        return JsonLine.Event("trace", await WayAnswer.TraceAsync(_node, target, cancellationToken));
    }
}
