namespace Mesh.Simulator.World.Contacts;

/// <summary>How near two nodes must be to reach each other, both ways.</summary>
internal interface IReach
{
    /// <summary>No pair reaches further, metres.</summary>
    double Max { get; }

    /// <summary>How far these two reach, metres; the same either way round.</summary>
    double Between(int a, int b);
}
