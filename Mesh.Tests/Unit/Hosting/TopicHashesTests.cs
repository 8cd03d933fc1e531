using Mesh.Hosting;
using Mesh.Protocol.Presence;

namespace Mesh.Tests.Unit.Hosting;

public sealed class TopicHashesTests
{
    [Fact]
    public void It_begins_anew_when_it_is_full_and_stays_right()
    {
        TopicHashes hashes = new();
        for (int i = 0; i <= NodeLimits.TopicHashesMax; i++)
        {
            Assert.Equal(Interest.OfTopic($"topic{i}"), hashes.Of($"topic{i}"));
            Assert.InRange(hashes.Count, 1, NodeLimits.TopicHashesMax);
        }

        Assert.Equal(1, hashes.Count);
        Assert.Equal(Interest.OfTopic("topic0"), hashes.Of("topic0"));
    }
}
