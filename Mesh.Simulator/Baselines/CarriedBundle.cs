namespace Mesh.Simulator.Baselines;

/// <summary>A message that a node carries.</summary>
internal sealed class CarriedBundle
{
    /// <summary>Its name.</summary>
    public required BundleId Id { get; init; }

    /// <summary>For whom alone; -1 for the room.</summary>
    public required int To { get; init; }

    /// <summary>The room.</summary>
    public required string Room { get; init; }

    /// <summary>When it was written.</summary>
    public required MeshInstant Created { get; init; }

    /// <summary>Links it crossed to here.</summary>
    public required int Hops { get; init; }

    /// <summary>The body.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Copies that this node may still spread, its own included; without meaning where copies are not counted.</summary>
    public int Copies { get; set; }

    /// <summary>Whether it is still stored.</summary>
    public bool IsStored { get; set; }
}
