using Mesh.Simulator.World;
using Mesh.Simulator.World.Mobility;

namespace Mesh.Tests.Unit.Simulator.World.Mobility;

public sealed class RandomWaypointTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 60)]
    public void The_mean_speed_does_not_decay(double pauseMin, double pauseMax)
    {
        MobilitySpec spec = new() { Kind = MobilityKind.RandomWaypoint, Speed = new(1, 20), Pause = new(pauseMin, pauseMax) };
        Movement movement = MobilityBuilder.Build(spec, 2000, Hour, new MeshRandom(1));

        // All travel for as long per metre as the speeds' mean inverse says: 19 / ln 20 while under way.
        double travel = 521.4 * Math.Log(20) / 19;
        double expected = 19 / Math.Log(20) * travel / (travel + ((pauseMin + pauseMax) / 2));
        Assert.Equal(expected, MeanSpeed(movement, 0.5), expected * 0.06);
        Assert.Equal(expected, MeanSpeed(movement, 1800), expected * 0.06);
        Assert.Equal(expected, MeanSpeed(movement, 3500), expected * 0.06);
    }

    [Fact]
    public void The_start_is_as_crowded_in_the_middle_as_any_later_time()
    {
        MobilitySpec spec = new() { Kind = MobilityKind.RandomWaypoint, Speed = new(5, 15) };
        Movement movement = MobilityBuilder.Build(spec, 3000, Hour, new MeshRandom(2));

        Assert.Equal(Middle(3000), Middle(0), 0.04);
        Assert.InRange(Middle(0), 0.36, 0.5);

        double Middle(double second) => movement.Tracks.Count(track => track.At(Second(second)) is { X: > 250 and < 750, Y: > 250 and < 750 }) / 3000.0;
    }

    [Fact]
    public void A_square_kilometre_has_the_mean_distance_of_the_books() => Assert.Equal(521.405, Rectangle.MeanDistance(1000, 1000), 0.001);

    [Fact]
    public void Speeds_from_zero_do_not_stall() =>
        Assert.True(MeanSpeed(MobilityBuilder.Build(new() { Kind = MobilityKind.RandomWaypoint, Speed = new(0, 20) }, 500, Hour, new MeshRandom(3)), 3000) > 2);

    private static double MeanSpeed(Movement movement, double second) => movement.Tracks.Average(track =>
    {
        Position from = track.At(Second(second)), to = track.At(Second(second + 0.1));
        return Math.Sqrt(((to.X - from.X) * (to.X - from.X)) + ((to.Y - from.Y) * (to.Y - from.Y))) / 0.1;
    });

    private static MeshInstant Second(double second) => new((long)Math.Round(second * 1_000_000));
}
