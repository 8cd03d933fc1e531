using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Baselines;

/// <summary>Every frame takes two milliseconds.</summary>
internal sealed class EvenMedium : IMedium
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(2);

    public double AirtimeSeconds => 0;

    public MeshInstant Carry(int from, int to, int bytes, MeshInstant now) => now + Delay;
}
