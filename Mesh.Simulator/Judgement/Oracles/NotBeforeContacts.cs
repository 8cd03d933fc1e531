using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Judgement.Oracles;

/// <summary>
/// Nothing travels better or earlier than the contacts allow: a copy comes from somebody who had the message, over a contact that stands, and whoever
/// shows a message wrote it or was given it. Step by step this is the bound of the zero-time oracle, without working that out.
/// </summary>
internal sealed class NotBeforeContacts : IOracle
{
    private readonly Written _written = new();
    private readonly HashSet<(int A, int B)> _contacts = [];
    private readonly NumberSet[] _held;

    /// <summary>Watches so many nodes.</summary>
    public NotBeforeContacts(int nodes)
    {
        _held = [.. Enumerable.Range(0, nodes).Select(_ => new NumberSet())];
    }

    /// <inheritdoc/>
    public string Name => "not-before-contacts";

    /// <inheritdoc/>
    public Verdict Verdict { get; } = new() { IsReached = true };

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        switch (happened.Kind)
        {
            case RunEventKind.ContactUp:
                _contacts.Add((happened.A, happened.B));
                break;
            case RunEventKind.ContactDown:
                _contacts.Remove((happened.A, happened.B));
                break;
            case RunEventKind.Created:
                _written.Add(happened);
                _held[happened.A].Add(happened.Number);
                break;
            case RunEventKind.PayloadReceived when _written.Find(happened.Number) is not null:
                OnCopy(happened);
                break;
            case RunEventKind.Delivered when _written.Find(happened.Number) is not null && !_held[happened.A].Contains(happened.Number):
                Complain(happened, $"showed message {happened.Number}, which nobody had given it");
                break;
            default:
                break;
        }
    }

    private void OnCopy(in RunEvent copy)
    {
        if (!_contacts.Contains((Math.Min(copy.A, copy.B), Math.Max(copy.A, copy.B))))
        {
            Complain(copy, $"received message {copy.Number} from node {copy.B}, which is not in reach");
        }
        else if (!_held[copy.B].Contains(copy.Number))
        {
            Complain(copy, $"received message {copy.Number} from node {copy.B}, which never had it");
        }

        _held[copy.A].Add(copy.Number);
    }

    private void Complain(in RunEvent happened, FormattableString what) =>
        Verdict.Add(new Complaint(happened.At, FormattableString.Invariant($"node {happened.A} {FormattableString.Invariant(what)}."), happened.A, happened.Number));
}
