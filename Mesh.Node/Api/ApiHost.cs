using Mesh.Node.Chat;
using Mesh.Node.Guests;
using Mesh.Node.Journal;
using Mesh.Node.Realm;
using Mesh.Node.Web;

namespace Mesh.Node.Api;

/// <summary>Holds what commands work on for as long as the node runs, with a page or without: the journal and who fills it. Open from before rooms are joined, so that the journal misses nothing.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    private readonly JournalFeed _feed;

    private ApiHost(ApiNode node, JournalFeed feed)
    {
        Node = node;
        _feed = feed;
    }

    public ApiNode Node { get; }

    /// <summary>Opens it; it goes on until disposed.</summary>
    public static ApiHost Start(IChatNode node, IRealm realm, IWifiFinder wifi, TimeProvider time, JournalLimits? limits = null)
    {
        EventJournal journal = new(limits ?? new JournalLimits());
        JournalFeed feed = JournalFeed.Start(node, journal);
        return new ApiHost(
            new ApiNode
            {
                Node = node,
                Realm = realm,
                Journal = journal,
                Topics = new TopicFeed(realm, journal, time),
                Watch = NodeWatch.Start(node, journal, time),
                Guests = new GuestBook(time),
                Wifi = wifi,
                Time = time,
            },
            feed);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.Watch.DisposeAsync();
        await Node.Topics.DisposeAsync();
        await _feed.DisposeAsync();
        Node.Guests.Dispose();
    }
}
