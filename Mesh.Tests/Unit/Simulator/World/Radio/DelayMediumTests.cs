using Mesh.Simulator.Formats;
using Mesh.Simulator.World.Radio;

namespace Mesh.Tests.Unit.Simulator.World.Radio;

public sealed class DelayMediumTests
{
    [Fact]
    public void Without_loss_a_frame_takes_the_delay()
    {
        DelayMedium medium = new(new(0.001, 0.003), null, new MeshRandom(1));
        for (int i = 0; i < 1000; i++)
        {
            TimeSpan taken = medium.Carry(0, 1, 300, Millisecond(i)) - Millisecond(i);
            Assert.InRange(taken.TotalMilliseconds, 1, 3);
        }
    }

    [Fact]
    public void A_rate_makes_frames_of_one_direction_queue()
    {
        DelayMedium medium = new(new(0.001, 0.001), new EvenQualities(0, 8_000_000), new MeshRandom(1));

        Assert.Equal(Millisecond(2), medium.Carry(0, 1, 1000, Millisecond(0)));
        Assert.Equal(Millisecond(3), medium.Carry(0, 1, 1000, Millisecond(0)));
        Assert.Equal(Millisecond(2), medium.Carry(1, 0, 1000, Millisecond(0)));
        Assert.Equal(Millisecond(12), medium.Carry(0, 1, 1000, Millisecond(10)));
    }

    /// <summary>Measured over real links with pings each 100 ms and loss both ways; the bands are what some thousand pings scatter by.</summary>
    [Theory]
    [InlineData(0.02, 0.1, 0.5, 80, 320, 200, 1500)]
    [InlineData(0.05, 0.1, 0.5, 150, 400, 400, 3500)]
    [InlineData(0.20, 0.2, 150, 1000, 4500, 2500, 26000)]
    public void Pings_over_losing_links_take_as_long_as_over_real_ones(double loss, double medianMin, double medianMax, double lateMin, double lateMax, double worstMin, double worstMax)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            double[] taken = Pings(loss, 3000, seed);

            Assert.InRange(taken[1500], medianMin, medianMax);
            Assert.InRange(taken[2970], lateMin, lateMax);
            Assert.InRange(taken[2999], worstMin, worstMax);
        }
    }

    [Fact]
    public void Nothing_overtakes_what_was_lost()
    {
        DelayMedium medium = new(new(0.001, 0.001), new EvenQualities(0.3, 0), new MeshRandom(2));
        MeshInstant last = MeshInstant.Zero;
        for (int i = 0; i < 500; i++)
        {
            MeshInstant arrival = medium.Carry(3, 4, 200, Millisecond(10 * i));
            Assert.True(arrival >= last);
            last = arrival;
        }
    }

    [Fact]
    public void Loss_of_one_link_does_not_hold_up_another()
    {
        GraphQualities qualities = new(new Graph([new GraphLink(0, 1, 0.3, 0.3), new GraphLink(0, 2)], []), new EvenQualities(0, 0));
        DelayMedium medium = new(new(0.001, 0.001), qualities, new MeshRandom(2));
        bool isLate = false;
        for (int i = 0; i < 200; i++)
        {
            isLate |= medium.Carry(0, 1, 200, Millisecond(10 * i)) > Millisecond((10 * i) + 1);
            Assert.Equal(Millisecond((10 * i) + 1), medium.Carry(0, 2, 200, Millisecond(10 * i)));
        }

        Assert.True(isLate);
    }

    [Fact]
    public void A_long_frame_is_lost_more_often_than_a_short_one()
    {
        Assert.InRange(Late(200), 30, 80);
        Assert.InRange(Late(14_000), 350, 520);

        static int Late(int bytes)
        {
            DelayMedium medium = new(new(0.001, 0.001), new EvenQualities(0.05, 0), new MeshRandom(3));
            return Enumerable.Range(0, 1000).Count(i => medium.Carry(0, 1, bytes, Millisecond(100_000L * i)) > Millisecond((100_000L * i) + 1));
        }
    }

    private static double[] Pings(double loss, int count, ulong seed)
    {
        DelayMedium medium = new(new(0.00015, 0.00015), new EvenQualities(loss, 0), new MeshRandom(seed));
        PriorityQueue<(bool IsAnswer, int Ping), (MeshInstant, int)> due = new();
        double[] taken = new double[count];
        for (int i = 0; i < count; i++)
        {
            due.Enqueue((false, i), (Millisecond(100 * (i + 1)), i));
        }

        MeshInstant[] answers = new MeshInstant[count];
        while (due.TryDequeue(out (bool IsAnswer, int Ping) next, out (MeshInstant At, int) order))
        {
            if (!next.IsAnswer)
            {
                due.Enqueue((true, next.Ping), (medium.Carry(0, 1, 100, order.At), next.Ping));
            }
            else
            {
                answers[next.Ping] = medium.Carry(1, 0, 100, order.At);
                taken[next.Ping] = (answers[next.Ping] - Millisecond(100 * (next.Ping + 1))).TotalMilliseconds;
            }
        }

        Array.Sort(taken);
        return taken;
    }

    private static MeshInstant Millisecond(long millisecond) => new(millisecond * 1000);
}
