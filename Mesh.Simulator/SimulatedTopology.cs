namespace Mesh.Simulator;

/// <summary>Who reaches whom in a <see cref="SimulatedMesh"/> at first.</summary>
public enum SimulatedTopology
{
    /// <summary>Everybody reaches everybody.</summary>
    Full,

    /// <summary>Each node reaches the one before and the one after it.</summary>
    Line,

    /// <summary>As a line whose ends reach each other.</summary>
    Ring,

    /// <summary>Node 0 reaches everybody, and nobody else anybody.</summary>
    Star,

    /// <summary>Nobody reaches anybody until <see cref="SimulatedMesh.Heal(int, int)"/> says so.</summary>
    None,
}
