using Mesh.Simulator.Runs;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Judgement.Oracles;

/// <summary>Nobody shows what nobody wrote, nor before it was written, nor in a room that the node is not in.</summary>
internal sealed class OnlyWhatWasSent : IOracle
{
    private readonly Written _written = new();
    private readonly Dictionary<string, HashSet<int>> _members = [];

    /// <inheritdoc/>
    public string Name => "only-what-was-sent";

    /// <inheritdoc/>
    public Verdict Verdict { get; } = new() { IsReached = true };

    /// <inheritdoc/>
    public void Begin(Scene scene, WorkloadPlan plan)
    {
        foreach ((string room, IReadOnlyList<int> members) in plan.Members)
        {
            _members[room] = [.. members];
        }
    }

    /// <inheritdoc/>
    public void On(in RunEvent happened)
    {
        if (happened.Kind == RunEventKind.Created)
        {
            _written.Add(happened);
        }

        // What attackers write under their own names is genuine, but no part of the workload.
        if (happened.Kind != RunEventKind.Delivered || happened.Number < MessageBody.Nothing)
        {
            return;
        }

        if (happened.Number == MessageBody.Nothing)
        {
            Complain(happened, "something that nobody wrote");
        }
        else if (_written.Find(happened.Number) is not { } message)
        {
            Complain(happened, FormattableString.Invariant($"message {happened.Number}, which was not written yet"));
        }
        else if (_members.Count > 0 && !(_members.TryGetValue(message.Room, out HashSet<int>? members) && members.Contains(happened.A)))
        {
            Complain(happened, FormattableString.Invariant($"message {happened.Number} of the room '{message.Room}', in which it is not"));
        }
    }

    private void Complain(in RunEvent happened, string what) =>
        Verdict.Add(new Complaint(happened.At, FormattableString.Invariant($"node {happened.A} showed {what}."), happened.A, happened.Number));
}
