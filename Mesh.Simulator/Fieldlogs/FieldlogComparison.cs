using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Fieldlogs;

/// <summary>Watches a run of field logs and puts it beside the record. Only nodes whose logs are there are compared, and only as long as they recorded.</summary>
internal sealed class FieldlogComparison : IRunObserver
{
    private readonly FieldlogTrace _trace;
    private readonly Dictionary<(int Message, int Node), Showing> _simulated = [];

    /// <summary>Begins.</summary>
    public FieldlogComparison(FieldlogTrace trace)
    {
        _trace = trace;
        Pairs = trace.Messages.Sum(message => message.For.Length);
        RecordedWith = [.. Recorded(trace)];
    }

    /// <summary>Messages that the run has written.</summary>
    public int Written { get; private set; }

    /// <summary>Pairs of a message and a node that should have it.</summary>
    public int Pairs { get; }

    /// <summary>Deliveries in the record: the message's number, where and when it arrived.</summary>
    public IReadOnlyList<(int Message, Showing Showing)> RecordedWith { get; }

    /// <summary>Deliveries of the run, in no order.</summary>
    public IEnumerable<(int Message, Showing Showing)> SimulatedWith => _simulated.Select(one => (one.Key.Message, one.Value));

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        if (happened.Kind == RunEventKind.Created)
        {
            Written++;
        }
        else if (happened.Kind == RunEventKind.Delivered
            && happened.Number < _trace.Messages.Count
            && happened.At <= _trace.LogEnds[happened.A]
            && _trace.Messages[happened.Number].IsFor(happened.A))
        {
            _simulated.TryAdd((happened.Number, happened.A), new Showing(happened.A, happened.At, happened.B));
        }
    }

    /// <summary>Pairs that only the record has as delivered, and pairs that only the run has, by message and node.</summary>
    public (IReadOnlyList<(int Message, int Node)> OnlyRecorded, IReadOnlyList<(int Message, int Node)> OnlySimulated) Differences()
    {
        HashSet<(int Message, int Node)> recorded = [.. RecordedWith.Select(one => (one.Message, one.Showing.Node))];
        return ([.. recorded.Where(pair => !_simulated.ContainsKey(pair)).Order()], [.. _simulated.Keys.Where(pair => !recorded.Contains(pair)).Order()]);
    }

    /// <summary>How long deliveries took, milliseconds, and how many links they crossed.</summary>
    public (Spread LatencyMs, Spread Hops) SpreadsOf(IEnumerable<(int Message, Showing Showing)> deliveries)
    {
        (int Message, Showing Showing)[] all = [.. deliveries];

        // Clocks are brought together to the millisecond or so; a message did not arrive before it was written.
        double[] latencies = [.. all.Select(one => Math.Max(0, (one.Showing.At - _trace.Messages[one.Message].At).TotalMilliseconds))];
        return (Spreads.Of(latencies), Spreads.Of([.. all.Select(one => (double)one.Showing.Hops)]));
    }

    private static IEnumerable<(int Message, Showing Showing)> Recorded(FieldlogTrace trace) =>
        trace.Messages.Index().SelectMany(pair => pair.Item.Showings.Where(showing => pair.Item.IsFor(showing.Node)).Select(showing => (pair.Index, showing)));
}
