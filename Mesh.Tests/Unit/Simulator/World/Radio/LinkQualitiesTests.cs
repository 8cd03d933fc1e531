using Mesh.Simulator.Formats;
using Mesh.Simulator.World;
using Mesh.Simulator.World.Radio;

namespace Mesh.Tests.Unit.Simulator.World.Radio;

public sealed class LinkQualitiesTests
{
    [Fact]
    public void A_link_of_a_graph_loses_what_seven_attempts_of_the_radio_leave()
    {
        GraphQualities qualities = new(new Graph([new GraphLink(0, 1, 0.8, 0.5), new GraphLink(0, 2)], []), new EvenQualities(0.1, 0));

        Assert.Equal(1 - ((1 - Math.Pow(0.6, 7)) * 0.9), qualities.Of(1, 0, MeshInstant.Zero).Loss, 1e-12);
        Assert.Equal(0.1, qualities.Of(0, 2, MeshInstant.Zero).Loss, 1e-12);
    }

    [Fact]
    public void Three_links_of_ten_differ_between_their_directions_as_in_berlin()
    {
        RadioSpec spec = new() { Loss = 0.4, LossDeviation = 0.07 };
        RadioQualities qualities = new(spec, new LinkBudget(spec, new MeshRandom(1)), null, new MeshRandom(2));
        int differing = Enumerable.Range(1, 5000).Count(i => Math.Abs(qualities.Of(0, i, MeshInstant.Zero).Loss - qualities.Of(i, 0, MeshInstant.Zero).Loss) > 0.1);

        Assert.InRange(differing / 5000.0, 0.28, 0.34);
        Assert.Equal(qualities.Of(3, 4, MeshInstant.Zero), qualities.Of(3, 4, new MeshInstant(5_000_000)));
    }

    [Theory]
    [InlineData(10, 54)]
    [InlineData(30, 54)]
    [InlineData(31, 12)]
    [InlineData(100, 12)]
    [InlineData(140, 12)]
    public void The_rate_is_that_of_the_distance(double metres, double expected)
    {
        RadioSpec spec = new() { Rates = [new RateStep { Within = 30, Rate = 54e6 }, new RateStep { Within = 100, Rate = 12e6 }] };

        Assert.Equal(expected * 1e6, At(spec, metres).Rate);
    }

    [Fact]
    public void Near_the_edge_packets_are_lost()
    {
        // A disk's edge is that of 30 dB a decade: 3 dB inside is 10^0.1 nearer.
        RadioSpec spec = new() { Range = 100, EdgeSoftness = 3 };

        Assert.Equal(0.5, At(spec, 100).Loss, 1e-6);
        Assert.Equal(0.1, At(spec, 100 / Math.Pow(10, 0.1)).Loss, 1e-6);
        Assert.Equal(1 / 82.0, At(spec, 100 / Math.Pow(10, 0.2)).Loss, 1e-6);
        Assert.Equal(0, At(spec with { EdgeSoftness = 0 }, 100).Loss);
    }

    [Fact]
    public void Who_moves_is_looked_at_again_and_who_rests_is_not()
    {
        RadioSpec spec = new() { Range = 100, EdgeSoftness = 3 };
        Track resting = new([new Waypoint(MeshInstant.Zero, default)]);
        Track walking = new([new Waypoint(MeshInstant.Zero, default), new Waypoint(new MeshInstant(10_000_000), new Position(50, 0))]);

        Assert.Null(Qualities(spec, resting, resting).HoldsFor);
        Assert.NotNull(Qualities(spec, resting, walking).HoldsFor);
        Assert.True(Qualities(spec, resting, walking).Of(0, 1, new MeshInstant(10_000_000)).Loss > Qualities(spec, resting, walking).Of(0, 1, MeshInstant.Zero).Loss);
    }

    private static LinkQuality At(RadioSpec spec, double metres) =>
        Qualities(spec, new Track([new Waypoint(MeshInstant.Zero, default)]), new Track([new Waypoint(MeshInstant.Zero, new Position(metres, 0))])).Of(0, 1, MeshInstant.Zero);

    private static RadioQualities Qualities(RadioSpec spec, params Track[] tracks) =>
        new(spec, new LinkBudget(spec, new MeshRandom(1)), new Movement(TimeSpan.FromSeconds(10), tracks), new MeshRandom(1));
}
