using Mesh.Simulator.Engine;

namespace Mesh.Tests.Unit.Simulator.Engine;

public sealed class EventQueueTests : IEventTarget
{
    void IEventTarget.On(in SimulationEvent due) => throw new InvalidOperationException("Nobody handles events here.");

    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 5_000)]
    [InlineData(3, 3_000_000)]
    [InlineData(4, 4_000_000_000)]
    public void Events_come_by_instant_and_in_the_order_in_which_they_were_planned(ulong seed, long spanMicroseconds)
    {
        MeshRandom random = new(seed);
        EventQueue queue = new();
        List<(long At, long Order)> planned = [];
        List<(long At, long Order)> taken = [];
        for (int round = 0; round < 3_000; round++)
        {
            for (int i = random.Next(4); i > 0; i--)
            {
                long at = queue.Now.Microseconds + (long)(random.NextUInt64() % (ulong)spanMicroseconds);
                queue.Add(new SimulationEvent(new MeshInstant(at), this, 0, planned.Count));
                planned.Add((at, planned.Count));
            }

            if (random.Chance(1, 2) && queue.TryTake(MeshInstant.Never, out SimulationEvent due))
            {
                taken.Add((due.At.Microseconds, due.Number));
            }
        }

        while (queue.TryTake(MeshInstant.Never, out SimulationEvent due))
        {
            taken.Add((due.At.Microseconds, due.Number));
        }

        Assert.Equal(planned.Order(), taken.Order());
        Assert.Equal(taken.OrderBy(entry => entry.At).Select(entry => entry.At), taken.Select(entry => entry.At));
        foreach (IGrouping<long, (long At, long Order)> same in taken.GroupBy(entry => entry.At))
        {
            Assert.Equal(same.Select(entry => entry.Order).Order(), same.Select(entry => entry.Order));
        }
    }

    [Fact]
    public void Nothing_is_taken_before_its_time()
    {
        EventQueue queue = new();
        queue.Add(new SimulationEvent(new MeshInstant(1_000), this, 7));

        Assert.False(queue.TryTake(new MeshInstant(999), out _));
        Assert.Equal(MeshInstant.Zero, queue.Now);
        Assert.True(queue.TryTake(new MeshInstant(1_000), out SimulationEvent due));
        Assert.Equal((7, new MeshInstant(1_000)), (due.Kind, queue.Now));
    }

    [Fact]
    public void An_event_planned_in_the_past_happens_now()
    {
        EventQueue queue = new();
        queue.AdvanceTo(new MeshInstant(5_000));
        queue.Add(new SimulationEvent(new MeshInstant(10), this, 0));

        Assert.True(queue.TryTake(new MeshInstant(5_000), out SimulationEvent due));
        Assert.Equal(new MeshInstant(5_000), due.At);
    }

    [Fact]
    public void Time_does_not_pass_over_an_event()
    {
        EventQueue queue = new();
        queue.Add(new SimulationEvent(new MeshInstant(10), this, 0));

        Assert.Throws<MeshInvariantException>(() => queue.AdvanceTo(new MeshInstant(11)));
    }
}
