using Mesh.Protocol;

namespace Mesh.Tests.Unit.Protocol;

public sealed class SlotSetTests
{
    [Fact]
    public void A_number_is_new_once()
    {
        SlotSet set = new();
        int[] slots = [0, 63, 64, 5_000, 1];

        Assert.All(slots, slot => Assert.True(set.Add(slot)));
        Assert.All(slots, slot => Assert.False(set.Add(slot)));
        Assert.All(slots, slot => Assert.True(set.Contains(slot)));
        Assert.False(set.Contains(2));
        Assert.False(set.Contains(100_000));
    }
}
