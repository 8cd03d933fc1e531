using Mesh.Simulator.World.Radio;

namespace Mesh.Tests.Unit.Simulator.World.Radio;

public sealed class LinkBudgetTests
{
    private static readonly RadioSpec Street = new() { Kind = RadioKind.LogDistance, Shadowing = 4, Asymmetry = 2 };

    [Theory]
    [InlineData("FreeSpace", 100, 80.18)]
    [InlineData("LogDistance", 100, 100.2)]
    [InlineData("TwoRay", 100, 80.18)]
    [InlineData("TwoRay", 1000, 112.96)]
    public void Path_loss_is_that_of_the_books(string kind, double metres, double expected) =>
        Assert.Equal(expected, new PathLoss(new RadioSpec { Kind = Enum.Parse<RadioKind>(kind) }).Over(metres), 0.02);

    [Theory]
    [InlineData("Disk")]
    [InlineData("FreeSpace")]
    [InlineData("LogDistance")]
    [InlineData("TwoRay")]
    public void The_distance_of_a_loss_is_the_one_over_which_it_is_lost(string kind)
    {
        PathLoss loss = new(new RadioSpec { Kind = Enum.Parse<RadioKind>(kind) });
        for (double metres = 0.5; metres < 100_000; metres *= 1.7)
        {
            Assert.Equal(metres, loss.Distance(loss.Over(metres)), metres * 1e-9);
        }
    }

    [Fact]
    public void Two_rays_cross_over_without_a_step()
    {
        PathLoss loss = new(new RadioSpec { Kind = RadioKind.TwoRay });

        // 4 pi h h / wavelength: 1.5 m at 2.437 GHz.
        double crossing = 4 * Math.PI * 2.25 * 2.437e9 / 299_792_458;
        Assert.Equal(loss.Over(crossing * 0.9999), loss.Over(crossing * 1.0001), 0.01);
    }

    [Fact]
    public void Without_shadowing_everybody_reaches_the_median()
    {
        LinkBudget budget = new(new RadioSpec { Kind = RadioKind.LogDistance }, new MeshRandom(1));

        // 16 dBm to -82 dBm, 40.2 dB at one metre, 30 dB a decade.
        Assert.Equal(Math.Pow(10, (98 - 40.2) / 30), budget.Median, 1e-9);
        Assert.Equal(budget.Median, budget.Max);
        Assert.Equal(budget.Median, budget.Between(3, 7));
    }

    [Fact]
    public void A_disk_reaches_its_range() => Assert.Equal(180, new LinkBudget(new RadioSpec { Range = 180 }, new MeshRandom(1)).Between(1, 2));

    [Fact]
    public void Shadowing_is_a_pairs_own_and_within_the_greatest_range()
    {
        LinkBudget budget = new(Street, new MeshRandom(1));
        double[] reaches = [.. Enumerable.Range(1, 2000).Select(other => budget.Between(0, other))];

        Assert.All(reaches, reach => Assert.InRange(reach, 1, budget.Max));
        Assert.Equal(budget.Between(5, 9), budget.Between(9, 5));
        Assert.True(reaches.Distinct().Count() > 1990);

        // Two directions of deviation 2 dB leave the worse of both some 1.1 dB under the pair's mean.
        double mean = reaches.Average(reach => 30 * Math.Log10(reach / budget.Median));
        Assert.Equal(-2 / Math.Sqrt(Math.PI), mean, 0.3);
    }

    [Fact]
    public void Both_directions_of_a_pair_differ_by_the_asymmetry_alone()
    {
        LinkBudget budget = new(Street, new MeshRandom(2));
        double[] differences = [.. Enumerable.Range(1, 5000).Select(other => budget.Margin(0, other, 50) - budget.Margin(other, 0, 50))];

        Assert.Equal(2 * Math.Sqrt(2), Math.Sqrt(differences.Average(x => x * x)), 0.1);
    }

    [Fact]
    public void At_the_reach_of_a_pair_the_weaker_direction_has_nothing_left()
    {
        LinkBudget budget = new(Street, new MeshRandom(3));
        for (int other = 1; other < 50; other++)
        {
            double reach = budget.Between(0, other);
            Assert.Equal(0, Math.Min(budget.Margin(0, other, reach), budget.Margin(other, 0, reach)), 1e-9);
        }
    }

    [Fact]
    public void Another_seed_shadows_others() =>
        Assert.NotEqual(new LinkBudget(Street, new MeshRandom(1)).Between(0, 1), new LinkBudget(Street, new MeshRandom(2)).Between(0, 1));
}
