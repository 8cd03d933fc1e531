using Mesh.Protocol;
using Mesh.Protocol.Presence;

namespace Mesh.Tests.Unit.Protocol;

public sealed class WantedTopicsTests
{
    private static readonly PeerId First = new(new Id128(0, 1));
    private static readonly PeerId Second = new(new Id128(0, 2));

    private readonly InterestTable _table = new();

    [Fact]
    public void Whoever_has_not_told_yet_wants_everything()
    {
        Assert.True(_table.Wanted.IsEmpty);
        _table.Set(First, null);
        Assert.True(_table.Wanted.MayWant(7));
        _table.Set(First, Interest.None);
        Assert.True(_table.Wanted.IsEmpty);
        Assert.False(_table.Wanted.MayWant(7));
    }

    [Fact]
    public void A_topic_is_wanted_as_long_as_one_wants_it()
    {
        _table.Set(First, new Interest([7], false, [], false));
        _table.Set(Second, new Interest([7, 8], false, [], false));
        Assert.True(_table.Wanted.MayWant(8));
        _table.Remove(Second);
        Assert.True(_table.Wanted.MayWant(7));
        Assert.False(_table.Wanted.MayWant(8));
        _table.Remove(First);
        Assert.True(_table.Wanted.IsEmpty);
    }

    [Fact]
    public void What_is_handed_out_stays_the_same_object_until_what_is_wanted_changes()
    {
        _table.Set(First, new Interest([7], false, [], false));
        WantedTopics before = _table.Wanted;
        _table.Set(Second, new Interest([7], false, [9], true));
        Assert.Same(before, _table.Wanted);
        _table.Set(Second, new Interest([8], false, [], false));
        Assert.NotSame(before, _table.Wanted);
        Assert.False(before.MayWant(8));
    }

    [Fact]
    public void More_topics_than_are_looked_at_count_as_everything()
    {
        ulong[] most = [.. Enumerable.Range(1, ProtocolLimits.WantedTopicsMax).Select(number => (ulong)number)];
        _table.Set(First, new Interest(most, false, [], false));
        Assert.False(_table.Wanted.MayWant(0));
        _table.Set(Second, new Interest([5_000], false, [], false));
        Assert.True(_table.Wanted.MayWant(0));
    }
}
