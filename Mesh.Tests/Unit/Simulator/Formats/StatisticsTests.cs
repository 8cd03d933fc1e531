using Mesh.Simulator.Formats;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Formats;

public sealed class StatisticsTests
{
    [Fact]
    public void Degree_parts_and_times_are_counted_over_time()
    {
        ContactPlan plan = Plan(4, (0, 1, 0, 10), (1, 2, 5, 10), (0, 1, 15, 20), (2, 3, 20, 20));

        Statistics counted = Statistics.Of(plan, MeshInstant.Zero, At(20));

        Assert.Equal(2 * 20.0 / (20 * 4), counted.DegreeMean, 1e-12);
        Assert.Equal(2, counted.DegreeMax);
        Assert.Equal(((3 * 5) + (2 * 5) + (4 * 5) + (3 * 5)) / 20.0, counted.PartsMean, 1e-12);
        Assert.Equal(4, counted.PartsMax);
        Assert.Equal(((2 * 5) + (3 * 5) + (1 * 5) + (2 * 5)) / 20.0 / 4, counted.LargestPartMean, 1e-12);
        Assert.Equal(3, counted.LargestPartMax);
        Assert.Equal(3, counted.Pairs);
        Assert.Equal(5, counted.BetweenSeconds.Mean);
        Assert.Equal((20.0 / 4, 10.0), (counted.ContactSeconds.Mean, counted.ContactSeconds.Max));
        Assert.Equal([1, 2, 1, 0, 0, 0, 0, 0], counted.ContactSteps.Counts);
        Assert.Equal(3, counted.PartsOverTime[0], 1e-9);
        Assert.Equal(4, counted.PartsOverTime[40], 1e-9);
    }

    /// <summary>Against counting afresh at every change.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Parts_agree_with_counting_afresh_at_every_change(int seed)
    {
        const int Nodes = 12;
        MeshRandom random = new((ulong)seed);
        ContactPlan plan = Plan(Nodes, [.. Enumerable.Range(0, 80).Select(_ =>
        {
            int a = random.Next(Nodes - 1);
            long up = random.Next(90);
            return (a, a + 1 + random.Next(Nodes - 1 - a), up, up + random.Next(10));
        })]);
        int told = 0;

        Partitions.Follow(plan, At(10), At(80), (from, until, parts, largest) =>
        {
            told++;
            Assert.True(from < until);
            int[] part = [.. Enumerable.Range(0, Nodes)];
            foreach (Contact contact in plan.Contacts.Where(contact => contact.Up.Microseconds <= from && contact.Down.Microseconds >= until))
            {
                int old = part[contact.B];
                part = [.. part.Select(p => p == old ? part[contact.A] : p)];
            }

            Assert.Equal(part.Distinct().Count(), parts);
            Assert.Equal(part.GroupBy(p => p).Max(group => group.Count()), largest);
        });

        Assert.InRange(told, 20, 160);
    }

    [Fact]
    public void Reach_averages_over_three_starts()
    {
        OracleReach reach = OracleReach.Of(Plan(2, (0, 1, 0, 10)), MeshInstant.Zero, At(40));

        Assert.Equal(1.0 / 3, reach.Reach, 1e-12);
        Assert.Equal((TimeSpan.Zero, 1, 2), (reach.MedianDelay, reach.MedianHops, reach.Origins));
    }

    private static ContactPlan Plan(int nodes, params (int A, int B, long Up, long Down)[] contacts) =>
        new(nodes, TimeSpan.FromSeconds(100), contacts.Select(contact => new Contact(contact.A, contact.B, At(contact.Up), At(contact.Down))));

    private static MeshInstant At(long seconds) => new(seconds * 1_000_000);
}
