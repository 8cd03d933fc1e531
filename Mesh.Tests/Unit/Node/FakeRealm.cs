using System.Collections.Concurrent;
using System.Text;
using Mesh.Node.Realm;

namespace Mesh.Tests.Unit.Node;

/// <summary>One node's realm in a mesh in memory, with the promises of the real one: order per publisher, one event once per reader, calls in order up to their first wait.</summary>
internal sealed class FakeRealm : IRealm
{
    private readonly FakeMesh _mesh;
    private readonly ConcurrentDictionary<string, Func<MeshCall, Task<MeshArguments>>> _procedures = new();
    private FakeRealmReader[] _readers = [];

    public FakeRealm(FakeMesh mesh, PeerId peer)
    {
        _mesh = mesh;
        Peer = peer;
    }

    public PeerId Peer { get; }

    /// <summary>What a call fails with instead of being made.</summary>
    public MeshCallException? CallFault { get; set; }

    /// <summary>All subscriptions of all readers, as "match topic".</summary>
    public IReadOnlyList<string> Subscriptions => [.. _readers.SelectMany(reader => reader.Subscriptions).Order(StringComparer.Ordinal)];

    /// <summary>The readers that were opened, in order.</summary>
    public IReadOnlyList<FakeRealmReader> Readers => _readers;

    public IReadOnlyCollection<string> Procedures => [.. _procedures.Keys];

    public Task<long> PublishAsync(string topic, MeshArguments arguments, PublishOptions options, CancellationToken cancellationToken)
    {
        Check(topic);
        return Task.FromResult(_mesh.Publish(this, topic, arguments, options));
    }

    public IRealmReader OpenReader()
    {
        FakeRealmReader reader = new();
        _readers = [.. _readers, reader];
        return reader;
    }

    public Task<IAsyncDisposable> RegisterAsync(string procedure, Func<MeshCall, Task<MeshArguments>> handler, RegisterOptions options, CancellationToken cancellationToken)
    {
        Check(procedure);
        return _procedures.TryAdd(procedure, handler)
            ? Task.FromResult<IAsyncDisposable>(new Offer(this, procedure))
            : throw new InvalidOperationException("This node offers it already.");
    }

    public async Task<MeshArguments> CallAsync(string procedure, MeshArguments arguments, CallOptions options, CancellationToken cancellationToken)
    {
        Check(procedure);
        if (CallFault is { } fault)
        {
            throw fault;
        }

        Func<MeshCall, Task<MeshArguments>> handler = _mesh.Find(this, procedure)
            ?? throw new MeshCallException(MeshCallFailure.NoSuchProcedure, $"Nobody offers '{procedure}'.");
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        MeshCall call = new(
            procedure,
            arguments,
            Peer,
            options.DisclosesCaller ? options.Caller : 0,
            options.Progress is not null,
            progress =>
            {
                options.Progress?.Invoke(progress);
                return Task.CompletedTask;
            },
            ended.Token);
        Task<MeshArguments> result = handler(call);
        try
        {
            return await result.WaitAsync(options.Timeout ?? Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (TimeoutException)
        {
            ended.Cancel();
            throw new MeshCallException(MeshCallFailure.TimedOut, "No result came in time.");
        }
        catch (OperationCanceledException)
        {
            ended.Cancel();
            throw;
        }
    }

    public Func<MeshCall, Task<MeshArguments>>? Find(string procedure) => _procedures.GetValueOrDefault(procedure);

    public void Deliver(TopicEvent happening)
    {
        foreach (FakeRealmReader reader in _readers)
        {
            reader.Deliver(happening);
        }
    }

    private static void Check(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) is 0 or > 255 || name.Any(char.IsWhiteSpace))
        {
            throw new ArgumentException("The name is empty, too long, or has white space.", nameof(name));
        }
    }

    private sealed class Offer(FakeRealm realm, string procedure) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            realm._procedures.TryRemove(procedure, out _);
            return ValueTask.CompletedTask;
        }
    }
}
