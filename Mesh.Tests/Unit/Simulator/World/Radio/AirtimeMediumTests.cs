using Mesh.Simulator.World;
using Mesh.Simulator.World.Radio;

namespace Mesh.Tests.Unit.Simulator.World.Radio;

public sealed class AirtimeMediumTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(100);

    [Theory]
    [InlineData("B", 4.0, 6.5)]
    [InlineData("G", 19, 27)]
    [InlineData("N", 20, 30)]
    public void A_channel_full_of_large_frames_carries_what_tcp_gets_of_it(string wifi, double least, double most)
    {
        // Published for TCP: some 5 Mbit/s of 11, 20 to 25 of 54.
        AirtimeMedium medium = Medium(Enum.Parse<WifiStandard>(wifi), 0, 50);
        MeshInstant last = MeshInstant.Zero;
        for (int i = 0; i < 1000; i++)
        {
            last = medium.Carry(0, 1, AirtimeCost.SegmentBytes, MeshInstant.Zero);
        }

        Assert.InRange(1000 * AirtimeCost.SegmentBytes * 8 / (double)last.Microseconds, least, most);
    }

    [Fact]
    public void A_small_frame_costs_mostly_what_is_around_it()
    {
        AirtimeCost cost = new(WifiStandard.G);

        Assert.True(cost.Of(200, 54e6) > 4 * 200 * 8 / 54.0);
        Assert.True(new AirtimeCost(WifiStandard.B).Of(200, 11e6) > 5 * cost.Of(200, 54e6));
    }

    [Fact]
    public void Who_senses_each_other_waits_and_who_does_not_does_not()
    {
        AirtimeMedium near = Medium(WifiStandard.G, 0, 50, 100, 150);
        AirtimeMedium far = Medium(WifiStandard.G, 0, 50, 5000, 5050);
        MeshInstant alone = near.Carry(0, 1, 1000, MeshInstant.Zero);

        Assert.True(near.Carry(2, 3, 1000, MeshInstant.Zero).Microseconds > 1.8 * alone.Microseconds);
        Assert.Equal(far.Carry(0, 1, 1000, MeshInstant.Zero), far.Carry(2, 3, 1000, MeshInstant.Zero));
    }

    [Fact]
    public void Copies_that_nobody_needs_take_everybodys_time()
    {
        // Ten in one room: the last of 90 copies is through after some 90 frames' time, the last of 9 after nine.
        double[] places = [.. Enumerable.Range(0, 10).Select(i => i * 10.0)];
        AirtimeMedium flood = Medium(WifiStandard.G, places);
        AirtimeMedium tree = Medium(WifiStandard.G, places);
        long last = 0, first = 0;
        for (int from = 0; from < 10; from++)
        {
            for (int to = 0; to < 10; to++)
            {
                last = from == to ? last : Math.Max(last, flood.Carry(from, to, 400, MeshInstant.Zero).Microseconds);
                first = from != 0 || to == 0 ? first : Math.Max(first, tree.Carry(from, to, 400, MeshInstant.Zero).Microseconds);
            }
        }

        Assert.InRange((double)last / first, 8, 13);
        Assert.InRange(flood.AirtimeSeconds / tree.AirtimeSeconds, 8, 13);
    }

    [Fact]
    public void A_hidden_sender_makes_a_receiver_lose_frames()
    {
        // 0 and 2 are 1,000 m apart and sense over 550 m; 1 hears both.
        AirtimeMedium medium = Medium(WifiStandard.G, 0, 500, 1000);
        MeshInstant first = medium.Carry(0, 1, 1000, MeshInstant.Zero);
        double once = medium.AirtimeSeconds;
        MeshInstant second = medium.Carry(2, 1, 1000, MeshInstant.Zero);

        Assert.True(second > first);
        Assert.True(medium.AirtimeSeconds > 2.9 * once);
    }

    [Fact]
    public void An_idle_channel_is_free_again()
    {
        AirtimeMedium medium = Medium(WifiStandard.G, 0, 50);
        TimeSpan first = medium.Carry(0, 1, 500, MeshInstant.Zero) - MeshInstant.Zero;
        MeshInstant later = new(1_000_000);

        Assert.Equal(first, medium.Carry(1, 0, 500, later) - later);
    }

    [Fact]
    public void Without_places_those_sense_a_sender_who_are_in_contact_with_it()
    {
        ContactPlan plan = new(3, Time, [new Contact(0, 1, MeshInstant.Zero, new(5_000_000)), new Contact(0, 2, new(3_000_000), new(9_000_000))]);
        ContactSense sense = new(plan);

        Assert.Equal([1], sense.Around(0, MeshInstant.Zero));
        Assert.Equal([1, 2], sense.Around(0, new MeshInstant(4_000_000)));
        Assert.Equal([2], sense.Around(0, new MeshInstant(5_000_000)));
        Assert.Empty(sense.Around(0, new MeshInstant(9_000_000)));
    }

    [Fact]
    public void Who_walks_away_is_no_longer_sensed()
    {
        Track still = new([new Waypoint(MeshInstant.Zero, default)]);
        Track walking = new([new Waypoint(MeshInstant.Zero, new Position(100, 0)), new Waypoint(new MeshInstant(10_000_000), new Position(1100, 0))]);
        PlaceSense sense = new(new Movement(Time, [still, walking]), 500);

        Assert.Equal([1], sense.Around(0, MeshInstant.Zero));
        Assert.Empty(sense.Around(0, new MeshInstant(6_000_000)));
    }

    private static AirtimeMedium Medium(WifiStandard wifi, params double[] places)
    {
        Movement movement = new(Time, [.. places.Select(x => new Track([new Waypoint(MeshInstant.Zero, new Position(x, 0))]))]);
        return new AirtimeMedium(places.Length, wifi, default, new PlaceSense(movement, 550), new EvenQualities(0, 0), new MeshRandom(1));
    }
}
