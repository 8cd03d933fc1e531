namespace Mesh.Node.Realm;

/// <summary>Reads events of the topics added to it, in the order of each publisher across all its topics; an event that several subscriptions match comes once.</summary>
internal interface IRealmReader : IAsyncDisposable
{
    /// <inheritdoc cref="MeshSubscriber.Dropped"/>
    long Dropped { get; }

    /// <inheritdoc cref="MeshSubscriber.SubscribeAsync"/>
    Task SubscribeAsync(string topic, TopicMatch match, CancellationToken cancellationToken);

    /// <inheritdoc cref="MeshSubscriber.UnsubscribeAsync"/>
    Task UnsubscribeAsync(string topic, TopicMatch match, CancellationToken cancellationToken);

    /// <inheritdoc cref="MeshSubscriber.ReadAllAsync"/>
    IAsyncEnumerable<TopicEvent> ReadAllAsync(CancellationToken cancellationToken);
}
