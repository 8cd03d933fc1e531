namespace Mesh.Node.Journal;

/// <summary>What an entry of the journal is about; each lane is bounded for itself, so that a flood in one evicts nothing of another.</summary>
internal enum JournalLane
{
    /// <summary>Messages of rooms, and that own ones left.</summary>
    Rooms,

    /// <summary>Peers, links, notices, and what this node joined and is called.</summary>
    News,

    /// <summary>The shape of the mesh: only the latest is held, for it stands for all before.</summary>
    Topology,

    /// <summary>Events of topics that somebody at the plain interfaces asked for.</summary>
    Topics,
}
