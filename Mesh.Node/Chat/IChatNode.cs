namespace Mesh.Node.Chat;

/// <summary>
/// The seam between everything for people and the node: the members of <see cref="MeshNode"/>, with rooms by name.
/// Line mode, control socket and terminal chat know the node by this interface only, so each is tested with a fake.
/// </summary>
internal interface IChatNode
{
    PeerId Id { get; }

    string Name { get; }

    string Network { get; }

    IReadOnlyList<string> EndPoints { get; }

    /// <summary>Names of the joined rooms, in the order of joining.</summary>
    IReadOnlyList<string> Rooms { get; }

    IReadOnlyList<MeshPeer> Peers { get; }

    IReadOnlyList<MeshLink> Links { get; }

    IReadOnlyList<AloneReason> AloneReasons { get; }

    /// <inheritdoc cref="MeshNode.Topology"/>
    IReadOnlyList<TopologyLink> Topology { get; }

    /// <inheritdoc cref="MeshNode.Figures"/>
    MeshFigures Figures { get; }

    /// <inheritdoc cref="MeshNode.PingAsync"/>
    Task<MeshPing> PingAsync(PeerId peer, PeerId? towards, CancellationToken cancellationToken);

    /// <inheritdoc cref="MeshNode.TraceAsync(PeerId, CancellationToken)"/>
    Task<PeerTrace> TraceAsync(PeerId peer, CancellationToken cancellationToken);

    /// <inheritdoc cref="MeshNode.TraceAsync(MessageId, CancellationToken)"/>
    Task<MessageTrace> TraceAsync(MessageId message, CancellationToken cancellationToken);

    /// <summary>The last messages of a room, oldest first; none when it is not joined.</summary>
    IReadOnlyList<RoomMessage> Latest(string room, int count);

    /// <exception cref="ArgumentException">The name is no room name.</exception>
    Task JoinAsync(string room, CancellationToken cancellationToken);

    /// <exception cref="InvalidOperationException">The room is not joined.</exception>
    Task LeaveAsync(string room, CancellationToken cancellationToken);

    /// <exception cref="ArgumentException">The name is empty, too long, or has control characters.</exception>
    Task SetNameAsync(string name, CancellationToken cancellationToken);

    /// <exception cref="ArgumentException">The text is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The room is not joined.</exception>
    Task<RoomMessage> SendAsync(string room, string text, MessageKind kind, CancellationToken cancellationToken);

    /// <summary>Says something in the name of a guest of this node.</summary>
    /// <exception cref="ArgumentException">The guest's name or the text is empty or too long.</exception>
    /// <exception cref="InvalidOperationException">The room is not joined.</exception>
    Task<RoomMessage> SendAsGuestAsync(string room, string guest, string text, MessageKind kind, CancellationToken cancellationToken);

    /// <inheritdoc cref="MeshNode.DiagnoseAsync"/>
    Task<MeshDiagnosis> DiagnoseAsync(CancellationToken cancellationToken);

    /// <summary>Everything from now on; subscribed when the method returns. Every caller gets everything.</summary>
    IAsyncEnumerable<MeshEvent> ReadEventsAsync(CancellationToken cancellationToken);
}
