using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Mesh.Node.Journal;
using Mesh.Node.Realm;

namespace Mesh.Tests.Unit.Web;

/// <summary>Topics and procedures of one node without a mesh: what is published comes to its subscribers, what is registered can be called.</summary>
internal sealed class PageRealm : IRealm
{
    private readonly Lock _lock = new();
    private readonly List<Reader> _readers = [];
    private readonly Dictionary<string, Func<MeshCall, Task<MeshArguments>>> _procedures = [];
    private long _publications;

    public static PeerId Self { get; } = PeerId.Read(Enumerable.Repeat((byte)1, PeerId.Size).ToArray());

    /// <summary>Topics that somebody subscribes to now.</summary>
    public IReadOnlyList<string> Topics
    {
        get
        {
            lock (_lock)
            {
                return [.. _readers.SelectMany(reader => reader.Interests.Select(interest => interest.Topic))];
            }
        }
    }

    public Task<long> PublishAsync(string topic, MeshArguments arguments, PublishOptions options, CancellationToken cancellationToken)
    {
        if (topic.Length == 0)
        {
            throw new ArgumentException("The topic is empty; give 1 to 255 bytes.", nameof(topic));
        }

        lock (_lock)
        {
            TopicEvent published = new(topic, arguments, Self, "anna", ++_publications, options.Publisher, options.DisclosesPublisher, options.ExcludesPublisher, IsOwn: true);
            foreach (Reader reader in _readers.Where(reader => reader.Interests.Any(interest => interest.Covers(topic))))
            {
                reader.Events.Writer.TryWrite(published);
            }

            return Task.FromResult(_publications);
        }
    }

    public IRealmReader OpenReader()
    {
        Reader reader = new(this);
        lock (_lock)
        {
            _readers.Add(reader);
        }

        return reader;
    }

    public Task<IAsyncDisposable> RegisterAsync(string procedure, Func<MeshCall, Task<MeshArguments>> handler, RegisterOptions options, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_procedures.TryAdd(procedure, handler))
            {
                throw new InvalidOperationException("This node offers it already.");
            }
        }

        return Task.FromResult<IAsyncDisposable>(new Offer(this, procedure));
    }

    public async Task<MeshArguments> CallAsync(string procedure, MeshArguments arguments, CallOptions options, CancellationToken cancellationToken)
    {
        Func<MeshCall, Task<MeshArguments>>? handler;
        lock (_lock)
        {
            _procedures.TryGetValue(procedure, out handler);
        }

        if (handler is null)
        {
            throw new MeshCallException(MeshCallFailure.NoSuchProcedure, "Nobody offers that procedure.");
        }

        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.Timeout is { } timeout)
        {
            over.CancelAfter(timeout);
        }

        Task Progress(MeshArguments values)
        {
            options.Progress?.Invoke(values);
            return Task.CompletedTask;
        }

        try
        {
            return await handler(new MeshCall(procedure, arguments, Self, options.Caller, options.Progress is not null, Progress, over.Token));
        }
        catch (MeshCallException fault) when (fault.Failure == MeshCallFailure.Cancelled && over.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new MeshCallException(MeshCallFailure.TimedOut, "The result did not come in time.", inner: fault);
        }
    }

    private sealed class Reader(PageRealm realm) : IRealmReader
    {
        public long Dropped => 0;

        public Channel<TopicEvent> Events { get; } = Channel.CreateUnbounded<TopicEvent>();

        public List<TopicInterest> Interests { get; } = [];

        public Task SubscribeAsync(string topic, TopicMatch match, CancellationToken cancellationToken)
        {
            lock (realm._lock)
            {
                Interests.Add(new TopicInterest(topic, match, Since: 0));
                return Task.CompletedTask;
            }
        }

        public Task UnsubscribeAsync(string topic, TopicMatch match, CancellationToken cancellationToken)
        {
            lock (realm._lock)
            {
                Interests.RemoveAll(interest => interest.Topic == topic && interest.Match == match);
                return Task.CompletedTask;
            }
        }

        public async IAsyncEnumerable<TopicEvent> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (TopicEvent published in Events.Reader.ReadAllAsync(cancellationToken))
            {
                yield return published;
            }
        }

        public ValueTask DisposeAsync()
        {
            lock (realm._lock)
            {
                realm._readers.Remove(this);
            }

            Events.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Offer(PageRealm realm, string procedure) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (realm._lock)
            {
                realm._procedures.Remove(procedure);
            }

            return ValueTask.CompletedTask;
        }
    }
}
