using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.World;

public sealed class FixedMathTests
{
    private const double Tolerance = 1e-14;

    [Fact]
    public void Sine_and_cosine_are_those_of_the_platform()
    {
        MeshRandom random = new(1);
        for (int i = 0; i < 20_000; i++)
        {
            double angle = random.Between(-1000, 1000);
            Assert.Equal(Math.Sin(angle), FixedMath.Sin(angle), Tolerance);
            Assert.Equal(Math.Cos(angle), FixedMath.Cos(angle), Tolerance);
        }
    }

    [Fact]
    public void The_logarithm_is_that_of_the_platform_from_the_least_to_the_greatest_number()
    {
        MeshRandom random = new(2);
        for (int i = 0; i < 20_000; i++)
        {
            double value = Math.Pow(10, random.Between(-307, 308));
            Assert.Equal(1, Ratio(Math.Log(value), FixedMath.Log(value)), Tolerance);
            double near = 1 + random.Between(-0.01, 0.01);
            Assert.Equal(Math.Log(near), FixedMath.Log(near), 1e-16);
        }

        Assert.Equal(Math.Log(double.Epsilon), FixedMath.Log(double.Epsilon), 1e-10);
        Assert.Equal(0, FixedMath.Log(1));
    }

    [Fact]
    public void The_exponential_is_that_of_the_platform()
    {
        MeshRandom random = new(3);
        for (int i = 0; i < 20_000; i++)
        {
            double value = random.Between(-700, 700);
            Assert.Equal(1, Ratio(Math.Exp(value), FixedMath.Exp(value)), Tolerance);
        }

        Assert.Equal(0, FixedMath.Exp(-800));
        Assert.Equal(double.PositiveInfinity, FixedMath.Exp(800));
        Assert.Equal(1, FixedMath.Exp(0));
    }

    [Fact]
    public void Powers_are_those_of_the_platform()
    {
        MeshRandom random = new(4);
        for (int i = 0; i < 20_000; i++)
        {
            double value = random.Between(1e-6, 1000);
            double power = random.Between(-10, 10);
            Assert.Equal(1, Ratio(Math.Pow(value, power), FixedMath.Pow(value, power)), 1e-12);
        }

        Assert.Equal(0, FixedMath.Pow(0, 2));
    }

    [Fact]
    public void Angles_are_those_of_the_platform_all_around()
    {
        for (int i = -180; i <= 180; i++)
        {
            double angle = i * Math.PI / 180;
            (double y, double x) = (3 * Math.Sin(angle), 3 * Math.Cos(angle));
            Assert.Equal(Math.Atan2(y, x), FixedMath.Atan2(y, x), Tolerance);
        }

        Assert.Equal(0, FixedMath.Atan2(0, 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_has_no_logarithm_is_refused(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => FixedMath.Log(value));

    [Fact]
    public void Normal_variates_have_the_moments_of_the_normal_distribution()
    {
        MeshRandom random = new(5);
        double[] drawn = [.. Enumerable.Range(0, 100_000).Select(_ => random.Normal())];

        Assert.Equal(0, drawn.Average(), 0.02);
        Assert.Equal(1, drawn.Average(x => x * x), 0.02);
        Assert.Equal(0.3173, drawn.Count(x => Math.Abs(x) > 1) / 100_000.0, 0.005);
        Assert.Equal(0.0027, drawn.Count(x => Math.Abs(x) > 3) / 100_000.0, 0.0006);
    }

    [Fact]
    public void Exponential_variates_have_their_mean()
    {
        MeshRandom random = new(6);
        double[] drawn = [.. Enumerable.Range(0, 100_000).Select(_ => random.Exponential(5))];

        Assert.Equal(5, drawn.Average(), 0.1);
        Assert.Equal(Math.Exp(-1), drawn.Count(x => x > 5) / 100_000.0, 0.01);
    }

    private static double Ratio(double expected, double actual) => expected == 0 ? 1 + actual : actual / expected;
}
