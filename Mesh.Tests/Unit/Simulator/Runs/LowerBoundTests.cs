using Mesh.Simulator.Runs;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Runs;

public sealed class LowerBoundTests
{
    [Fact]
    public void A_message_waits_for_the_next_contact_on_its_way()
    {
        long[] arrivals = Arrivals(1, 2, (0, 1, 0, 10), (1, 2, 20, 30), (0, 2, 40, 50));

        Assert.Equal([1, 3, 22], arrivals);
    }

    [Fact]
    public void A_direct_way_that_comes_later_is_not_taken()
    {
        Assert.Equal([0, 1, 41], Arrivals(0, 1, (0, 1, 0, 10), (1, 2, 60, 70), (0, 2, 40, 50)));
    }

    [Fact]
    public void A_contact_that_ended_before_carries_nothing()
    {
        Assert.Equal([0, 26, long.MaxValue], Arrivals(0, 1, (1, 2, 5, 10), (0, 1, 25, 30)));
    }

    [Fact]
    public void Without_time_for_a_hop_contacts_of_no_length_count()
    {
        Assert.Equal([0, 5, 5], Arrivals(0, 0, (0, 1, 5, 5), (1, 2, 5, 5)));
    }

    [Fact]
    public void Stretch_is_time_over_bound_and_the_oracle_counts_what_was_possible()
    {
        ContactPlan plan = Plan((0, 1, 0, 100), (1, 2, 0, 100));
        MessageLedger message = new(Second(10), 0, -1, 200, "room", 4);
        message.Show(1, Second(12), 1);
        message.Show(2, Second(16), 2);
        BoundFigures figures = new(plan, TimeSpan.FromSeconds(1), 1);

        figures.Measure([message], new Dictionary<string, IReadOnlyList<int>> { ["room"] = [0, 1, 2, 3] });

        Assert.Equal((2, 3, 2.5), (figures.Stretch.P50, figures.Stretch.Max, figures.Stretch.Mean));
        Assert.Equal(2.0 / 3, figures.OracleDelivery);
    }

    [Fact]
    public void Of_a_private_message_its_addressee_alone_counts()
    {
        MessageLedger message = new(Second(10), 0, 2, 200, "room", 4);
        message.Show(1, Second(12), 1);
        message.Show(2, Second(12), 2);
        BoundFigures figures = new(Plan((0, 1, 0, 100), (1, 2, 0, 100)), TimeSpan.FromSeconds(1), 1);

        figures.Measure([message], new Dictionary<string, IReadOnlyList<int>> { ["room"] = [0, 1, 2, 3] });

        Assert.Single(message.Showings);
        Assert.Equal((1.0, 1.0), (figures.Stretch.Max, figures.OracleDelivery));
    }

    [Fact]
    public void Parts_are_counted_where_most_of_them_are()
    {
        Assert.Equal(4, PartitionCount.Max(Plan((0, 1, 10, 20), (1, 2, 10, 40), (2, 3, 30, 50))));
        Assert.Equal(2, PartitionCount.Max(Plan((0, 1, 0, 100), (1, 2, 0, 100))));
        Assert.Equal(1, PartitionCount.Max(Plan((0, 1, 0, 100), (1, 2, 0, 100), (0, 3, 0, 100))));
    }

    private static long[] Arrivals(double at, double hop, params (int A, int B, double Up, double Down)[] contacts) =>
        [.. new LowerBound(Plan(contacts)).Arrivals(0, Second(at), TimeSpan.FromSeconds(hop)).ToArray().Take(3).Select(arrival => arrival == long.MaxValue ? arrival : arrival / 1_000_000)];

    private static ContactPlan Plan(params (int A, int B, double Up, double Down)[] contacts) =>
        new(4, TimeSpan.FromSeconds(100), contacts.Select(contact => new Contact(contact.A, contact.B, Second(contact.Up), Second(contact.Down))));

    private static MeshInstant Second(double seconds) => MeshInstant.Zero + TimeSpan.FromSeconds(seconds);
}
