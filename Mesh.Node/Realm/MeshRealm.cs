namespace Mesh.Node.Realm;

/// <summary>The real node behind the seam.</summary>
internal sealed class MeshRealm : IRealm
{
    private readonly MeshNode _node;

    public MeshRealm(MeshNode node)
    {
        _node = node;
    }

    public Task<long> PublishAsync(string topic, MeshArguments arguments, PublishOptions options, CancellationToken cancellationToken) =>
        _node.PublishAsync(topic, arguments, options, cancellationToken);

    public IRealmReader OpenReader() => new Reader(_node.OpenSubscriber());

    public Task<IAsyncDisposable> RegisterAsync(string procedure, Func<MeshCall, Task<MeshArguments>> handler, RegisterOptions options, CancellationToken cancellationToken) =>
        _node.RegisterAsync(procedure, handler, options, cancellationToken);

    public Task<MeshArguments> CallAsync(string procedure, MeshArguments arguments, CallOptions options, CancellationToken cancellationToken) =>
        _node.CallAsync(procedure, arguments, options, cancellationToken);

    private sealed class Reader(MeshSubscriber subscriber) : IRealmReader
    {
        public long Dropped => subscriber.Dropped;

        public Task SubscribeAsync(string topic, TopicMatch match, CancellationToken cancellationToken) => subscriber.SubscribeAsync(topic, match, cancellationToken);

        public Task UnsubscribeAsync(string topic, TopicMatch match, CancellationToken cancellationToken) => subscriber.UnsubscribeAsync(topic, match, cancellationToken);

        public IAsyncEnumerable<TopicEvent> ReadAllAsync(CancellationToken cancellationToken) => subscriber.ReadAllAsync(cancellationToken);

        public ValueTask DisposeAsync() => subscriber.DisposeAsync();
    }
}
