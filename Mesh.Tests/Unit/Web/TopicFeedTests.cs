using Mesh.Node.Journal;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Web;

/// <summary>Topics that plain clients follow: one subscription for all who ask, kept a while for who comes back, and bounded.</summary>
public sealed class TopicFeedTests : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private readonly PageRealm _realm = new();
    private readonly EventJournal _journal = new(new JournalLimits());
    private readonly TopicFeed _feed;

    public TopicFeedTests()
    {
        _feed = new TopicFeed(_realm, _journal, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    [Fact]
    public async Task Many_clients_of_a_topic_are_one_subscription_that_outlives_the_last_for_a_while()
    {
        await _feed.FollowAsync("a", TopicMatch.Exact, Token);
        await _feed.FollowAsync("a", TopicMatch.Exact, Token);
        await _feed.UnfollowAsync("a", TopicMatch.Exact);
        await _feed.UnfollowAsync("a", TopicMatch.Exact);
        Assert.Equal(["a"], _realm.Topics);
        await _time.TimerMadeAsync(Token);
        _time.Advance(TopicFeed.LingerSpan + TimeSpan.FromSeconds(1));
        while (_realm.Topics.Count > 0)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Who_comes_back_in_time_finds_what_came_meanwhile()
    {
        await _feed.FollowAsync("a", TopicMatch.Exact, Token);
        JournalPlace left = _journal.Head;
        await _feed.UnfollowAsync("a", TopicMatch.Exact);
        await _realm.PublishAsync("a", MeshArguments.Of(1), new PublishOptions(), Token);
        await _feed.FollowAsync("a", TopicMatch.Exact, Token);
        using JournalCursor cursor = _journal.Open(new JournalView { Interests = [new TopicInterest("a", TopicMatch.Exact, left.Number)] }, left);
        await cursor.WaitAsync().WaitAsync(TimeSpan.FromSeconds(10), Token);
        Assert.Equal("a", Assert.Single(cursor.Read().Entries).Subject.Topic);
    }

    /// <summary>Prevents that another node passes for this one towards plain clients.</summary>
    [Fact]
    public async Task What_is_published_under_the_nodes_own_names_is_not_believed()
    {
        await _feed.FollowAsync("", TopicMatch.Prefix, Token);
        using JournalCursor cursor = _journal.Open(new JournalView { Interests = [new TopicInterest("", TopicMatch.Prefix, Since: 0)] }, _journal.Head);

        await _realm.PublishAsync("mesh.room.message", MeshArguments.Of("lie"), new PublishOptions(), Token);
        await _realm.PublishAsync("meshes", MeshArguments.Of("truth"), new PublishOptions(), Token);
        await cursor.WaitAsync().WaitAsync(TimeSpan.FromSeconds(10), Token);

        Assert.Equal("meshes", Assert.Single(cursor.Read().Entries).Subject.Topic);
    }

    /// <summary>Prevents that clients fill the node, and its neighbours' tables, with topics.</summary>
    [Fact]
    public async Task Topics_are_bounded()
    {
        for (int i = 0; i < TopicFeed.TopicsMax; i++)
        {
            Assert.True(await _feed.FollowAsync($"t{i}", TopicMatch.Exact, Token));
        }

        Assert.False(await _feed.FollowAsync("one more", TopicMatch.Exact, Token));
        Assert.True(await _feed.FollowAsync("t0", TopicMatch.Exact, Token));
    }
}
