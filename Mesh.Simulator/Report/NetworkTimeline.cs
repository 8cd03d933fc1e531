using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Report;

/// <summary>Looks at the network at even intervals, so that its course takes the same memory however long the run is.</summary>
internal sealed class NetworkTimeline
{
    /// <summary>How many looks a run gets: more than the pixels of a small chart would show nothing more.</summary>
    public const int Looks = 240;

    private readonly List<TimelineSample> _samples = new(Looks);
    private readonly bool[] _isUp;
    private readonly long _duration;
    private int _nodesUp;
    private int _links;
    private long _bytes;

    /// <summary>Makes the timeline of a run.</summary>
    public NetworkTimeline(int nodes, TimeSpan duration)
    {
        _isUp = new bool[nodes];
        _duration = duration.Ticks / TimeSpan.TicksPerMicrosecond;
        Graph = new ContactGraph(nodes);
    }

    /// <summary>The contacts at present.</summary>
    public ContactGraph Graph { get; }

    /// <summary>How long the run is.</summary>
    public double Seconds => _duration / 1_000_000.0;

    /// <summary>Seconds from look to look; the first look comes after one interval.</summary>
    public double IntervalSeconds => Seconds / Looks;

    /// <summary>What was seen. Once it was asked for, nothing more must happen.</summary>
    public IReadOnlyList<TimelineSample> Samples
    {
        get
        {
            LookUntil(long.MaxValue);
            return _samples;
        }
    }

    /// <summary>Something happened.</summary>
    public void On(in RunEvent happened)
    {
        LookUntil(happened.At.Microseconds);
        switch (happened.Kind)
        {
            case RunEventKind.ContactUp:
                Graph.Join(happened.A, happened.B);
                break;
            case RunEventKind.ContactDown:
                Graph.Part(happened.A, happened.B);
                break;
            case RunEventKind.LinkUp:
                _links++;
                break;
            case RunEventKind.LinkDown:
                _links--;
                break;
            case RunEventKind.NodeUp when !_isUp[happened.A]:
                _isUp[happened.A] = true;
                _nodesUp++;
                break;
            case RunEventKind.NodeDown when _isUp[happened.A]:
                _isUp[happened.A] = false;
                _nodesUp--;
                break;
            case RunEventKind.FrameSent:
                _bytes += happened.Bytes;
                break;
            default:
                break;
        }
    }

    private void LookUntil(long now)
    {
        // The last look comes before all contacts end with the run.
        while (_samples.Count < Looks && Math.Min(_duration * (_samples.Count + 1) / Looks, _duration - 1) < now)
        {
            _samples.Add(new TimelineSample(_nodesUp, Graph.Contacts, _links, Graph.Parts(_isUp), _bytes));
            _bytes = 0;
        }
    }
}
