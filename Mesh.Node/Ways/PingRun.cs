using Mesh.Node.Chat;

namespace Mesh.Node.Ways;

/// <summary>
/// Pings every node on the way to a peer, round after round. The way is found once; since each node also tells where it goes on itself, every round shows
/// whether it is still the same, and it is found anew when it is not.
/// </summary>
internal sealed class PingRun
{
    private readonly IChatNode _node;
    private readonly PeerId _peer;
    private readonly TimeProvider _time;
    private readonly OrderedDictionary<PeerId, PingHop> _hops = [];
    private PeerId[] _way = [];
    private int _changes;
    private int _rounds;
    private WayEnd _end;

    /// <param name="node">Asks.</param>
    /// <param name="peer">Where to.</param>
    /// <param name="time">Spaces the rounds.</param>
    public PingRun(IChatNode node, PeerId peer, TimeProvider time)
    {
        _node = node;
        _peer = peer;
        _time = time;
    }

    /// <summary>Pings to the end.</summary>
    /// <param name="options">How often.</param>
    /// <param name="told">Is told of each round and of the way that it was on; null when only the end matters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The fields of the event "ping".</returns>
    public async Task<OrderedDictionary<string, object?>> RunAsync(PingOptions options, Func<OrderedDictionary<string, object?>, ValueTask>? told, CancellationToken cancellationToken)
    {
        PeerTrace trace = await _node.TraceAsync(_peer, cancellationToken);
        _end = trace.End;
        TakeWay(trace);
        bool isWorthAsking = IsWorthAsking(trace.End);
        while (isWorthAsking && _rounds < options.Count)
        {
            Task pause = _rounds + 1 < options.Count ? Task.Delay(options.Interval, _time, cancellationToken) : Task.CompletedTask;
            MeshPing[] pings = await Task.WhenAll(_way.Select(hop => _node.PingAsync(hop, _peer, cancellationToken)));
            _rounds++;
            foreach (MeshPing ping in pings)
            {
                _hops[ping.Peer].Add(ping);
            }

            isWorthAsking = pings[^1].End != WayEnd.NotHere;
            _end = pings[^1].End;
            if (told is not null)
            {
                await told(Round(pings, options.Count));
            }

            if (isWorthAsking && await HasChangedAsync(pings, cancellationToken))
            {
                TakeWay(await _node.TraceAsync(_peer, cancellationToken));
            }

            await pause;
        }

        return Report();
    }

    /// <summary>Whether somebody may answer although the way to there could not be followed.</summary>
    private static bool IsWorthAsking(WayEnd end) => end is WayEnd.Reached or WayEnd.TimedOut or WayEnd.Loop;

    /// <summary>Who would be asked next by this node, and by each that answered, is compared with the way; who did not answer says nothing.</summary>
    private async Task<bool> HasChangedAsync(MeshPing[] pings, CancellationToken cancellationToken)
    {
        MeshPing own = await _node.PingAsync(_node.Id, _peer, cancellationToken);
        PeerId?[] nexts = [own.Next, .. pings.Select(ping => ping.End == WayEnd.Reached ? ping.Next : null)];
        return _way.Where((hop, place) => nexts[place] is { } next && next != hop).Any();
    }

    private void TakeWay(PeerTrace trace)
    {
        PeerId[] way = [.. trace.Hops.Select(hop => hop.Peer)];

        // Somebody on the way may be silent and still pass on what is for others.
        way = IsWorthAsking(trace.End) && !way.Contains(_peer) ? [.. way, _peer] : way;
        if (_rounds > 0 && (trace.End != WayEnd.Reached || way.SequenceEqual(_way)))
        {
            return;
        }

        _changes += _rounds > 0 ? 1 : 0;
        _way = way;
        foreach (PeerId hop in way)
        {
            _hops.TryAdd(hop, new PingHop(hop));
        }
    }

    private OrderedDictionary<string, object?> Round(MeshPing[] pings, int of)
    {
        PeerNames names = new(_node);
        return new()
        {
            ["peer"] = _peer.ToString(),
            ["round"] = _rounds,
            ["of"] = of,
            ["changes"] = _changes,
            ["hops"] = pings.Select((ping, place) => (object?)new OrderedDictionary<string, object?>
            {
                ["hop"] = place + 1,
                ["peer"] = ping.Peer.ToString(),
                ["name"] = names.Of(ping.Peer),
                ["end"] = WayFields.EndOf(ping.End),
                ["roundTripMs"] = WayFields.Milliseconds(ping.RoundTrip?.TotalMilliseconds),
            }).ToArray(),
        };
    }

    private OrderedDictionary<string, object?> Report()
    {
        PeerNames names = new(_node);
        bool hasAnswered = _hops.TryGetValue(_peer, out PingHop? last) && last.Lost < last.Sent;
        return new()
        {
            ["peer"] = _peer.ToString(),
            ["name"] = names.Of(_peer),
            ["end"] = WayFields.EndOf(hasAnswered && _end != WayEnd.NotHere ? WayEnd.Reached : _end),
            ["rounds"] = _rounds,
            ["changes"] = _changes,
            ["hops"] = _way.Concat(_hops.Keys.Except(_way)).Select(peer => (object?)Row(_hops[peer], names)).ToArray(),
        };
    }

    private OrderedDictionary<string, object?> Row(PingHop hop, PeerNames names)
    {
        int place = Array.IndexOf(_way, hop.Peer);
        return new()
        {
            ["hop"] = place < 0 ? null : place + 1,
            ["peer"] = hop.Peer.ToString(),
            ["name"] = names.Of(hop.Peer),
            ["sent"] = hop.Sent,
            ["lost"] = hop.Lost,
            ["lossPercent"] = hop.Sent == 0 ? null : Math.Round(100.0 * hop.Lost / hop.Sent, 1),
            ["lastMs"] = WayFields.Milliseconds(hop.Last),
            ["bestMs"] = WayFields.Milliseconds(hop.Best),
            ["medianMs"] = WayFields.Milliseconds(hop.Median),
            ["worstMs"] = WayFields.Milliseconds(hop.Worst),
        };
    }
}
