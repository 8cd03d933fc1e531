namespace Mesh.Node.Realm;

/// <summary>
/// The seam between the interfaces for programs and the node: topics and procedures of the whole mesh, the members of <see cref="MeshNode"/>.
/// The WAMP router and the plain interfaces know the node by this and <see cref="Chat.IChatNode"/> only, so each is tested with a fake. Thread-safe.
/// </summary>
internal interface IRealm
{
    /// <inheritdoc cref="MeshNode.PublishAsync"/>
    Task<long> PublishAsync(string topic, MeshArguments arguments, PublishOptions options, CancellationToken cancellationToken);

    /// <summary>A reader that has no topics yet.</summary>
    IRealmReader OpenReader();

    /// <inheritdoc cref="MeshNode.RegisterAsync"/>
    Task<IAsyncDisposable> RegisterAsync(string procedure, Func<MeshCall, Task<MeshArguments>> handler, RegisterOptions options, CancellationToken cancellationToken);

    /// <inheritdoc cref="MeshNode.CallAsync"/>
    Task<MeshArguments> CallAsync(string procedure, MeshArguments arguments, CallOptions options, CancellationToken cancellationToken);
}
