namespace Mesh.Simulator.World.Topologies;

/// <summary>Shapes of graphs.</summary>
internal enum TopologyKind
{
    /// <summary>Each with the next.</summary>
    Line,

    /// <summary>A line whose ends meet.</summary>
    Ring,

    /// <summary>All with node 0.</summary>
    Star,

    /// <summary>A square lattice.</summary>
    Grid,

    /// <summary>Everybody with everybody.</summary>
    Full,

    /// <summary>A binary tree.</summary>
    Tree,

    /// <summary>A random graph in which all have the same number of links.</summary>
    Regular,

    /// <summary>Nodes scattered over a square, linked within a range.</summary>
    Geometric,
}
