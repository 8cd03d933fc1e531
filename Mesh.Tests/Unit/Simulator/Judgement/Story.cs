using Mesh.Simulator.Judgement;
using Mesh.Simulator.Runs;
using Mesh.Simulator.World;
using Mesh.Simulator.Workloads;

namespace Mesh.Tests.Unit.Simulator.Judgement;

/// <summary>A hand-made sequence of events that is told to an oracle.</summary>
internal sealed class Story
{
    public const string Room = WorkloadPlan.DefaultRoom;

    private readonly IOracle _oracle;
    private MeshInstant _now;

    public Story(IOracle oracle, int nodes)
    {
        _oracle = oracle;
        Scene scene = new() { Contacts = new ContactPlan(nodes, TimeSpan.FromHours(1), []), Medium = new NoMedium() };
        oracle.Begin(scene, WorkloadPlan.Draw([new WorkloadSpec()], TimeSpan.FromSeconds(10), nodes, seed: 1, log: null));
        for (int node = 0; node < nodes; node++)
        {
            Up(node);
        }
    }

    public Verdict Verdict => _oracle.Verdict;

    public Story At(double seconds)
    {
        _now = MeshInstant.Zero + TimeSpan.FromSeconds(seconds);
        return this;
    }

    public Story Up(int node) => Tell(RunEventKind.NodeUp, node);

    public Story Down(int node) => Tell(RunEventKind.NodeDown, node);

    public Story Contact(int a, int b) => Tell(RunEventKind.ContactUp, a, b);

    public Story NoContact(int a, int b) => Tell(RunEventKind.ContactDown, a, b);

    public Story Link(int a, int b) => Tell(RunEventKind.LinkUp, a, b);

    public Story Writes(int node, int number, string room = Room) => Tell(RunEventKind.Created, node, number: number, text: room);

    public Story Receives(int node, int from, int number) => Tell(RunEventKind.PayloadReceived, node, from, number);

    public Story Shows(int node, int number) => Tell(RunEventKind.Delivered, node, 1, number);

    public Story Sends(int node, int to, int bytes)
    {
        _oracle.On(new RunEvent(_now, RunEventKind.FrameSent, node, to, Bytes: bytes));
        return this;
    }

    public Story End(double seconds)
    {
        _oracle.End(At(seconds)._now);
        return this;
    }

    public void Holds() => Assert.Null(Verdict.First);

    public void Fails(string text)
    {
        Assert.NotNull(Verdict.First);
        Assert.Equal(text, Verdict.First.Text);
    }

    private Story Tell(RunEventKind kind, int a, int b = -1, int number = -1, string? text = null)
    {
        _oracle.On(new RunEvent(_now, kind, a, b, number, Text: text));
        return this;
    }

    private sealed class NoMedium : IMedium
    {
        public double AirtimeSeconds => 0;

        public MeshInstant Carry(int from, int to, int bytes, MeshInstant now) => now;
    }
}
