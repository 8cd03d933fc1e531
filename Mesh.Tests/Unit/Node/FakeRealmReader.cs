using System.Threading.Channels;
using Mesh.Node.Realm;

namespace Mesh.Tests.Unit.Node;

/// <summary>A reader of a mesh in memory; loses nothing.</summary>
internal sealed class FakeRealmReader : IRealmReader
{
    private readonly Channel<TopicEvent> _events = Channel.CreateUnbounded<TopicEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _lock = new();
    private readonly HashSet<(string Topic, TopicMatch Match)> _subscriptions = [];

    public long Dropped { get; set; }

    public IReadOnlyList<string> Subscriptions
    {
        get
        {
            lock (_lock)
            {
                return [.. _subscriptions.Select(subscription => $"{subscription.Match} {subscription.Topic}")];
            }
        }
    }

    public Task SubscribeAsync(string topic, TopicMatch match, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _subscriptions.Add((topic, match));
        }

        return Task.CompletedTask;
    }

    public Task UnsubscribeAsync(string topic, TopicMatch match, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            _subscriptions.Remove((topic, match));
        }

        return Task.CompletedTask;
    }

    public IAsyncEnumerable<TopicEvent> ReadAllAsync(CancellationToken cancellationToken) => _events.Reader.ReadAllAsync(cancellationToken);

    public void Deliver(TopicEvent happening)
    {
        lock (_lock)
        {
            if (_subscriptions.Contains((happening.Topic, TopicMatch.Exact)) || _subscriptions.Any(subscription => Matches(subscription.Topic, subscription.Match, happening.Topic)))
            {
                _events.Writer.TryWrite(happening);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        _events.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    private static bool Matches(string pattern, TopicMatch match, string topic)
    {
        string[] parts = topic.Split('.');
        string[] wanted = pattern.Split('.');
        return match switch
        {
            TopicMatch.Prefix => topic.StartsWith(pattern, StringComparison.Ordinal),
            TopicMatch.Wildcard => parts.Length == wanted.Length && parts.Zip(wanted).All(pair => pair.Second.Length == 0 || pair.First == pair.Second),
            _ => false,
        };
    }
}
