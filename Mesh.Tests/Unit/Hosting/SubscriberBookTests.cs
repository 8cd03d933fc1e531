using Mesh.Hosting;
using Mesh.Protocol;
using Mesh.Protocol.Presence;

namespace Mesh.Tests.Unit.Hosting;

public sealed class SubscriberBookTests
{
    private readonly SubscriberBook _book = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a.b", TopicMatch.Exact, "a.b", true)]
    [InlineData("a.b", TopicMatch.Exact, "a.b.c", false)]
    [InlineData("a.b", TopicMatch.Prefix, "a.b.c", true)]
    [InlineData("a.b", TopicMatch.Prefix, "a.bc", true)]
    [InlineData("a.b", TopicMatch.Prefix, "a", false)]
    [InlineData("", TopicMatch.Prefix, "anything", true)]
    [InlineData("a..c", TopicMatch.Wildcard, "a.b.c", true)]
    [InlineData("a..c", TopicMatch.Wildcard, "a..c", true)]
    [InlineData("a..c", TopicMatch.Wildcard, "a.b.d", false)]
    [InlineData("a..c", TopicMatch.Wildcard, "a.b.c.d", false)]
    [InlineData("a..c", TopicMatch.Wildcard, "a.c", false)]
    [InlineData("a.", TopicMatch.Wildcard, "a.b", true)]
    [InlineData("a.", TopicMatch.Wildcard, "a", false)]
    [InlineData("..", TopicMatch.Wildcard, "x.y.z", true)]
    [InlineData("a", TopicMatch.Wildcard, "a", true)]
    [InlineData("A", TopicMatch.Prefix, "a", false)]
    public void A_pattern_means_these_topics(string pattern, TopicMatch match, string topic, bool isMeant) =>
        Assert.Equal(isMeant, new TopicPattern(pattern, match).Matches(topic));

    [Fact]
    public async Task An_event_comes_once_to_each_subscriber_however_many_of_its_subscriptions_match()
    {
        Subscriber many = _book.Open();
        Subscriber one = _book.Open();
        Subscriber none = _book.Open();
        Subscribe(many, "a.b", TopicMatch.Exact);
        Subscribe(many, "a.", TopicMatch.Prefix);
        Subscribe(many, "a.", TopicMatch.Wildcard);
        Subscribe(one, "", TopicMatch.Prefix);
        Subscribe(none, "a.c", TopicMatch.Exact);
        _book.Deliver(Event("a.b"));
        _book.CloseAll();
        Assert.Equal((1, 1, 0), (await CountAsync(many), await CountAsync(one), await CountAsync(none)));
    }

    [Fact]
    public async Task A_subscription_ends_when_it_is_taken_back_and_no_earlier()
    {
        Subscriber subscriber = _book.Open();
        Subscriber other = _book.Open();
        Assert.True(Subscribe(subscriber, "a", TopicMatch.Exact));
        Assert.False(Subscribe(subscriber, "a", TopicMatch.Exact));
        Assert.True(Subscribe(subscriber, "a", TopicMatch.Prefix));
        Subscribe(other, "a", TopicMatch.Exact);
        Assert.True(_book.Unsubscribe(subscriber, new TopicPattern("a", TopicMatch.Exact)));
        Assert.False(_book.Unsubscribe(subscriber, new TopicPattern("a", TopicMatch.Exact)));
        _book.Deliver(Event("a"));
        Assert.True(_book.Unsubscribe(subscriber, new TopicPattern("a", TopicMatch.Prefix)));
        _book.Deliver(Event("a"));
        _book.CloseAll();
        Assert.Equal((1, 2), (await CountAsync(subscriber), await CountAsync(other)));
    }

    // Prevents that a reader that stands still fills the memory.
    [Fact]
    public async Task Beyond_its_limit_the_oldest_are_dropped_and_counted()
    {
        Subscriber slow = _book.Open();
        Subscribe(slow, "t", TopicMatch.Exact);
        for (int i = 0; i < NodeLimits.TopicEventsWaitingMax + 5; i++)
        {
            _book.Deliver(Event("t", i));
        }

        _book.NoteLost(2);
        _book.CloseAll();
        List<TopicEvent> read = [];
        await foreach (TopicEvent happened in slow.ReadAsync(null, Cancelled))
        {
            read.Add(happened);
        }

        Assert.Equal((NodeLimits.TopicEventsWaitingMax, 5L, 7L), (read.Count, read[0].Publication, slow.Lost));
    }

    [Fact]
    public void Others_are_told_of_topics_by_hash_and_of_everything_once_there_are_patterns_or_too_many()
    {
        Subscriber subscriber = _book.Open();
        Assert.Equal((0, false), (Told().Topics.Length, Told().WantsAll));
        Subscribe(subscriber, "b", TopicMatch.Exact);
        Subscribe(subscriber, "a", TopicMatch.Exact);
        Assert.Equal(new[] { Interest.OfTopic("a"), Interest.OfTopic("b") }.Order(), Told().Topics);
        Subscribe(subscriber, "x", TopicMatch.Wildcard);
        Assert.Equal((0, true), (Told().Topics.Length, Told().WantsAll));
        _book.Unsubscribe(subscriber, new TopicPattern("x", TopicMatch.Wildcard));
        for (int i = 2; i < ProtocolLimits.InterestsMax; i++)
        {
            Subscribe(subscriber, FormattableString.Invariant($"t{i}"), TopicMatch.Exact);
        }

        Assert.Equal(ProtocolLimits.InterestsMax, Told().Topics.Length);
        Subscribe(subscriber, "one.more", TopicMatch.Exact);
        Assert.Equal((0, true), (Told().Topics.Length, Told().WantsAll));
        _book.Close(subscriber);
        Assert.Equal((0, false), (Told().Topics.Length, Told().WantsAll));
    }

    [Fact]
    public async Task A_closed_subscriber_ends_and_subscribes_to_nothing_more()
    {
        Subscriber subscriber = _book.Open();
        _book.Close(subscriber);
        Assert.Equal(0, await CountAsync(subscriber));
        Assert.Throws<ObjectDisposedException>(() => Subscribe(subscriber, "a", TopicMatch.Exact));
        _book.CloseAll();
        Assert.Equal(0, await CountAsync(_book.Open()));
    }

    private static async Task<int> CountAsync(Subscriber subscriber)
    {
        int count = 0;
        await foreach (TopicEvent _ in subscriber.ReadAsync(null, Cancelled))
        {
            count++;
        }

        return count;
    }

    private static TopicEvent Event(string topic, long publication = 1) => new(topic, MeshArguments.Empty, default, "", publication, 0, false, false, true);

    private bool Subscribe(Subscriber subscriber, string topic, TopicMatch match) => _book.Subscribe(subscriber, new TopicPattern(topic, match));

    private (ulong[] Topics, bool WantsAll) Told() => _book.Wanted();
}
