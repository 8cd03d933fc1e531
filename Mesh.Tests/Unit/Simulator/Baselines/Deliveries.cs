using Mesh.Simulator.Runs;

namespace Mesh.Tests.Unit.Simulator.Baselines;

/// <summary>Notes when each message was shown where, beyond its writer.</summary>
internal sealed class Deliveries : IRunObserver
{
    private readonly Dictionary<int, (int Writer, int To, MeshInstant At)> _written = [];

    public Dictionary<(int Message, int Node), MeshInstant> Shown { get; } = [];

    /// <summary>What was written, as the run began.</summary>
    public IReadOnlyDictionary<int, (int Writer, int To, MeshInstant At)> Written => _written;

    public void On(in RunEvent happened)
    {
        if (happened.Kind == RunEventKind.Created)
        {
            _written.Add(happened.Number, (happened.A, happened.B, happened.At));
        }
        else if (happened.Kind == RunEventKind.Delivered && happened.A != _written[happened.Number].Writer)
        {
            Shown.Add((happened.Number, happened.A), happened.At);
        }
    }
}
