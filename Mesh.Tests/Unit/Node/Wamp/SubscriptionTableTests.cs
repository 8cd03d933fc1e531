using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>Which subscriptions a topic matches; the examples are those of WAMP's specification.</summary>
public sealed class SubscriptionTableTests
{
    [Theory]
    [InlineData("com.myapp.topic.emergency", "com.myapp.topic.emergency.11", true)]
    [InlineData("com.myapp.topic.emergency", "com.myapp.topic.emergency-low", true)]
    [InlineData("com.myapp.topic.emergency", "com.myapp.topic.emergency", true)]
    [InlineData("com.myapp.topic.emergency", "com.myapp.topic.emerge", false)]
    [InlineData("", "anything", true)]
    public void A_prefix_matches_what_begins_with_it(string pattern, string topic, bool matches) => Check(pattern, TopicMatch.Prefix, topic, matches);

    [Theory]
    [InlineData("com.myapp..userevent", "com.myapp.foo.userevent", true)]
    [InlineData("com.myapp..userevent", "com.myapp.a12.userevent", true)]
    [InlineData("com.myapp..userevent", "com.myapp.foo.userevent.bar", false)]
    [InlineData("com.myapp..userevent", "com.myapp.foo.user", false)]
    [InlineData("com.myapp..userevent", "com.myapp2.foo.userevent", false)]
    [InlineData("..", "a.b.c", true)]
    [InlineData("..", "a.b", false)]
    [InlineData(".b", "a.b", true)]
    public void A_wildcard_matches_by_parts(string pattern, string topic, bool matches) => Check(pattern, TopicMatch.Wildcard, topic, matches);

    [Theory]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a.b", "a.b.c", false)]
    [InlineData("a.b", "a.B", false)]
    public void An_exact_one_matches_itself(string pattern, string topic, bool matches) => Check(pattern, TopicMatch.Exact, topic, matches);

    [Fact]
    public void A_topic_finds_all_that_match_and_none_that_were_removed()
    {
        SubscriptionTable table = new();
        Subscription exact = table.Add("a.b.c", TopicMatch.Exact);
        Subscription shorter = table.Add("a", TopicMatch.Prefix);
        Subscription longer = table.Add("a.b", TopicMatch.Prefix);
        Subscription wildcard = table.Add("a..c", TopicMatch.Wildcard);
        table.Add("x..c", TopicMatch.Wildcard);
        table.Add("a.x", TopicMatch.Prefix);

        Assert.Equal([exact, shorter, longer, wildcard], Matching(table, "a.b.c"));
        Assert.Same(wildcard, table.Find("a..c", TopicMatch.Wildcard));
        Assert.Null(table.Find("a..c", TopicMatch.Exact));

        table.Remove(shorter);
        table.Remove(wildcard);
        table.Remove(exact);
        Assert.Equal([longer], Matching(table, "a.b.c"));
        Assert.Null(table.Find(wildcard.Id));
        Assert.Equal(3, table.Count);
    }

    private static void Check(string pattern, TopicMatch match, string topic, bool matches)
    {
        SubscriptionTable table = new();
        table.Add(pattern, match);

        Assert.Equal(matches, Matching(table, topic).Count == 1);
    }

    private static List<Subscription> Matching(SubscriptionTable table, string topic)
    {
        List<Subscription> matching = [];
        table.Match(topic, matching);
        return matching;
    }
}
