using Mesh.Hosting;

namespace Mesh;

/// <summary>
/// Reads the events of the topics it is subscribed to, each publisher's in the order of publishing across all these topics. An event that several
/// subscriptions match comes once. Thread-safe; one reader at a time.
/// </summary>
public sealed class MeshSubscriber : IAsyncDisposable
{
    private readonly RealmDesk _desk;
    private readonly Subscriber _subscriber;

    internal MeshSubscriber(RealmDesk desk)
    {
        _desk = desk;
        _subscriber = desk.Subscribers.Open();
    }

    /// <summary>Events that this subscriber lost: dropped here because they were not read fast enough, or on the way under pressure.</summary>
    public long Dropped => _subscriber.Lost;

    /// <summary>Subscribes to one more topic; without effect when that very subscription exists. Other nodes learn of it within 200 ms.</summary>
    /// <param name="topic">1 to 255 bytes of UTF-8 without control characters or white space; for <see cref="TopicMatch.Prefix"/> also empty.</param>
    /// <param name="match">How it is meant.</param>
    /// <param name="cancellationToken">Gives up waiting; the subscription may still come about.</param>
    /// <exception cref="ArgumentException">The topic is empty, too long, or has control characters or white space.</exception>
    /// <exception cref="ObjectDisposedException">The subscriber or the node was disposed.</exception>
    public Task SubscribeAsync(string topic, TopicMatch match = TopicMatch.Exact, CancellationToken cancellationToken = default) =>
        _desk.SubscribeAsync(_subscriber, new TopicPattern(topic, match), cancellationToken);

    /// <summary>Takes a subscription back; without effect when there is none. Events that arrived before may still be read.</summary>
    /// <param name="topic">The topic as subscribed.</param>
    /// <param name="match">How it was meant.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task UnsubscribeAsync(string topic, TopicMatch match = TopicMatch.Exact, CancellationToken cancellationToken = default) =>
        _desk.UnsubscribeAsync(_subscriber, new TopicPattern(topic, match), cancellationToken);

    /// <summary>
    /// The events from the subscriptions on. A reader that falls more than 32,768 events behind loses the oldest, which <see cref="Dropped"/> counts.
    /// Ends when the subscriber or the node is disposed.
    /// </summary>
    public IAsyncEnumerable<TopicEvent> ReadAllAsync(CancellationToken cancellationToken = default) => _desk.ReadAsync(_subscriber, cancellationToken);

    /// <summary>Takes all subscriptions back and ends the reader.</summary>
    public ValueTask DisposeAsync()
    {
        _desk.Close(_subscriber);
        return ValueTask.CompletedTask;
    }
}
