namespace Mesh.Tests.Unit.Node;

/// <summary>A mesh in memory: what one of its nodes publishes or offers, all of them have. Thread-safe.</summary>
internal sealed class FakeMesh
{
    private readonly Lock _lock = new();
    private readonly List<FakeRealm> _nodes = [];
    private long _publication;

    /// <summary>One more node.</summary>
    public FakeRealm AddNode()
    {
        lock (_lock)
        {
            FakeRealm added = new(this, FakeChatNode.PeerNumber((byte)(_nodes.Count + 1)));
            _nodes.Add(added);
            return added;
        }
    }

    /// <summary>Gives an event to every node, in one order for all.</summary>
    public long Publish(FakeRealm origin, string topic, MeshArguments arguments, PublishOptions options)
    {
        lock (_lock)
        {
            long publication = ++_publication;
            foreach (FakeRealm node in _nodes)
            {
                bool isOwn = node == origin;
                node.Deliver(new TopicEvent(
                    topic,
                    arguments,
                    origin.Peer,
                    origin.Peer.ToShortString(),
                    publication,
                    isOwn || options.DisclosesPublisher ? options.Publisher : 0,
                    options.DisclosesPublisher,
                    isOwn && options.ExcludesPublisher,
                    isOwn));
            }

            return publication;
        }
    }

    /// <summary>Who offers a procedure: the caller's own node before others.</summary>
    public Func<MeshCall, Task<MeshArguments>>? Find(FakeRealm caller, string procedure)
    {
        lock (_lock)
        {
            return caller.Find(procedure) ?? _nodes.Select(node => node.Find(procedure)).FirstOrDefault(handler => handler is not null);
        }
    }
}
