using Mesh.Protocol;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement.Oracles;

/// <summary>
/// Each node shows the messages that one run of an author wrote in one room in their order. What is missing may be passed over after
/// <see cref="ProtocolLimits.HoldBack"/>, and is then shown late rather than never (docs/protocol.md, "Delivery"); so a message that comes too late
/// is held against a node only if what overtook it had not waited that long.
/// </summary>
internal sealed class AuthorOrder : IOracle
{
    private readonly int[] _lives;
    private readonly List<int> _streamOf = [];
    private readonly Dictionary<(int Writer, int Life, string Room), int> _streams = [];
    private readonly List<List<int>> _written = [];
    private readonly Dictionary<(int Node, int Life, int Stream), int> _highest = [];
    private readonly Dictionary<(int Node, int Life, int Number), MeshInstant> _waiting = [];
    private readonly Dictionary<(int Node, int Life, int Number), (int By, MeshInstant At)> _overtaken = [];

    /// <summary>Watches so many nodes.</summary>
    public AuthorOrder(int nodes)
    {
        _lives = new int[nodes];
    }

    /// <inheritdoc/>
    public string Name => "author-order";

    /// <inheritdoc/>
    public Verdict Verdict { get; } = new() { IsReached = true };

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        switch (happened.Kind)
        {
            case RunEventKind.NodeUp:
                _lives[happened.A]++;
                break;
            case RunEventKind.Created:
                Write(happened);
                break;
            case RunEventKind.PayloadReceived when IsWritten(happened.Number):
                OnReceived(happened);
                break;
            case RunEventKind.Delivered when IsWritten(happened.Number):
                OnShown(happened);
                break;
            default:
                break;
        }
    }

    private bool IsWritten(int number) => number >= 0 && number < _streamOf.Count && _streamOf[number] >= 0;

    private void Write(in RunEvent created)
    {
        while (_streamOf.Count <= created.Number)
        {
            _streamOf.Add(-1);
        }

        if (!_streams.TryGetValue((created.A, _lives[created.A], created.Text!), out int stream))
        {
            stream = _written.Count;
            _streams.Add((created.A, _lives[created.A], created.Text!), stream);
            _written.Add([]);
        }

        _streamOf[created.Number] = stream;
        _written[stream].Add(created.Number);
    }

    private void OnReceived(in RunEvent received)
    {
        int life = _lives[received.A];
        if (received.Number > _highest.GetValueOrDefault((received.A, life, _streamOf[received.Number]), -1))
        {
            _waiting.TryAdd((received.A, life, received.Number), received.At);
        }
    }

    private void OnShown(in RunEvent shown)
    {
        int life = _lives[shown.A];
        int stream = _streamOf[shown.Number];
        int highest = _highest.GetValueOrDefault((shown.A, life, stream), -1);
        if (shown.Number < highest)
        {
            if (_overtaken.TryGetValue((shown.A, life, shown.Number), out (int By, MeshInstant At) later))
            {
                Verdict.Add(new Complaint(
                    shown.At,
                    FormattableString.Invariant($"node {shown.A} showed message {later.By} at {later.At} before message {shown.Number} of the same author, without having waited {ProtocolLimits.HoldBack.TotalSeconds} s for it."),
                    shown.A,
                    shown.Number));
            }

            return;
        }

        List<int> written = _written[stream];
        int place = written.BinarySearch(shown.Number);
        if (place > 0 && written[place - 1] > highest && !HasWaited(shown, life, written, place))
        {
            for (int i = place - 1; i >= 0 && written[i] > highest; i--)
            {
                _overtaken[(shown.A, life, written[i])] = (shown.Number, shown.At);
            }
        }

        for (int i = place; i >= 0 && written[i] > highest; i--)
        {
            _waiting.Remove((shown.A, life, written[i]));
        }

        _highest[(shown.A, life, stream)] = shown.Number;
    }

    /// <summary>Whether this message, or one behind it, had been there for so long that the gap before it could be given up.</summary>
    private bool HasWaited(in RunEvent shown, int life, List<int> written, int place)
    {
        for (int i = place; i < written.Count; i++)
        {
            if (_waiting.TryGetValue((shown.A, life, written[i]), out MeshInstant since) && shown.At - since >= ProtocolLimits.HoldBack)
            {
                return true;
            }
        }

        return false;
    }
}
