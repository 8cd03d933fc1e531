using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement.Oracles;

/// <summary>
/// When nothing is written, nobody learns anything new and no link changes, the network falls silent: after a while no payload flows, and what is left
/// (keep-alive, presence, fingerprints) stays under a bound.
/// </summary>
internal sealed class Quiescence : IOracle
{
    /// <summary>Bytes of frames on one link in a second, both ways: pings every 1.6 s of about 10 B each and their answers, and fingerprints.</summary>
    private const double LinkBytesPerSecond = 60;

    /// <summary>The same for each node in the network: a presence of about 400 B (250 B, and 21 B for each of half its links) every 30 s, and once more after its links changed, twice over each link with flooding.</summary>
    private const double NodeBytesPerSecond = 40;

    /// <summary>A measure over less would be one of chance.</summary>
    private static readonly TimeSpan MeasureMin = TimeSpan.FromSeconds(10);

    private readonly NumberSet[] _held;
    private readonly TimeSpan _settle;
    private MeshInstant _stir;
    private MeshInstant _payload;
    private MeshInstant _counted;
    private double _linkSeconds;
    private long _bytes;
    private int _links;
    private int _lastLinks;

    /// <summary>Watches so many nodes.</summary>
    /// <param name="nodes">How many.</param>
    /// <param name="settle">How long payload may flow after the last change.</param>
    public Quiescence(int nodes, TimeSpan settle)
    {
        _held = [.. Enumerable.Range(0, nodes).Select(_ => new NumberSet())];
        _settle = settle;
    }

    /// <inheritdoc/>
    public string Name => "quiescence";

    /// <inheritdoc/>
    public bool WatchesFrames => true;

    /// <inheritdoc/>
    public Verdict Verdict { get; } = new();

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        switch (happened.Kind)
        {
            case RunEventKind.FrameReceived:
                break;
            case RunEventKind.FrameSent:
                Count(happened);
                break;
            case RunEventKind.PayloadReceived:
                OnCopy(happened);
                break;
            case RunEventKind.LinkUp or RunEventKind.LinkDown:
                Stir(happened.At);
                _links += happened.Kind == RunEventKind.LinkUp ? 1 : -1;
                break;
            default:
                Stir(happened.At);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(MeshInstant at) => Measure(at);

    private void OnCopy(in RunEvent copy)
    {
        // The numbers of attackers are below zero; whether theirs are new is not known, so they count as a stir.
        if (copy.Number < 0 || _held[copy.A].Add(copy.Number))
        {
            Stir(copy.At);
            return;
        }

        Measure(copy.At);
        _payload = copy.At;
        if (copy.At - _stir > _settle)
        {
            Verdict.Add(new Complaint(
                copy.At,
                FormattableString.Invariant($"node {copy.A} received another copy of message {copy.Number} from node {copy.B}, {(copy.At - _stir).TotalSeconds:F1} s after the last change of anything."),
                copy.A,
                copy.Number));
        }
    }

    private void Count(in RunEvent sent)
    {
        if (IsCalm(sent.At))
        {
            if (_counted == MeshInstant.Zero)
            {
                _counted = sent.At;
                _lastLinks = _links;
                _bytes = 0;
            }

            _bytes += sent.Bytes;
        }
    }

    /// <summary>The half of the time in which payload may still flow is enough for what else follows a change: greetings, presence, heads.</summary>
    private bool IsCalm(MeshInstant at) => at - _stir > _settle / 2 && at - _payload > _settle / 2;

    private void Stir(MeshInstant at)
    {
        Measure(at);
        Verdict.IsReached |= at - _stir > _settle;
        _stir = at;
    }

    private void Measure(MeshInstant at)
    {
        if (_counted > MeshInstant.Zero && at - _counted >= MeasureMin && _lastLinks > 0)
        {
            Verdict.IsReached = true;
            _linkSeconds = (at - _counted).TotalSeconds * _lastLinks;
            double bound = LinkBytesPerSecond + (NodeBytesPerSecond * _held.Length);
            if (_bytes / _linkSeconds > bound)
            {
                Verdict.Add(new Complaint(
                    at,
                    FormattableString.Invariant($"{_lastLinks} links carried {_bytes / _linkSeconds:F0} B/s each from {_counted} to {at}, when nothing was going on; {bound:F0} B/s are allowed.")));
            }
        }

        _counted = MeshInstant.Zero;
    }
}
