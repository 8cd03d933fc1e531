using Mesh.Simulator.Formats;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Formats;

public sealed class ZeroTimeOracleTests
{
    [Fact]
    public void A_message_waits_for_the_next_contact_and_crosses_several_at_once()
    {
        ZeroTimeOracle oracle = Of(4, (0, 1, 5, 10), (1, 2, 7, 20), (2, 3, 6, 8));

        MeshInstant[] arrivals = oracle.Journeys(0, At(0), out int[] hops);

        Assert.Equal([At(0), At(5), At(7), At(7)], arrivals);
        Assert.Equal([0, 1, 2, 3], hops);
    }

    [Fact]
    public void A_contact_that_ends_at_an_instant_carries_nothing_then()
    {
        Assert.Equal([At(10), MeshInstant.Never], Of(2, (0, 1, 5, 10)).EarliestArrival(0, At(10)));
        Assert.Equal([At(9), At(9)], Of(2, (0, 1, 5, 10)).EarliestArrival(0, At(9)));
    }

    [Fact]
    public void A_contact_without_length_carries_at_its_instant()
    {
        ZeroTimeOracle oracle = Of(3, (0, 1, 5, 5), (1, 2, 5, 5));

        Assert.Equal([At(5), At(5), At(5)], oracle.EarliestArrival(0, At(5)));
        Assert.Equal([At(6), MeshInstant.Never, MeshInstant.Never], oracle.EarliestArrival(0, At(6)));
    }

    [Fact]
    public void Contacts_in_the_wrong_order_carry_nothing_on()
    {
        Assert.Equal([At(0), At(10), MeshInstant.Never], Of(3, (1, 2, 0, 5), (0, 1, 10, 20)).EarliestArrival(0, At(0)));
    }

    /// <summary>Against a plain relaxation over all contacts until nothing changes, which is slow and hard to get wrong.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_plans_agree_with_a_relaxation_of_all_contacts(int seed)
    {
        const int Nodes = 9;
        MeshRandom random = new((ulong)seed);
        List<Contact> contacts = [];
        for (int i = 0; i < 60; i++)
        {
            int a = random.Next(Nodes - 1);
            int b = a + 1 + random.Next(Nodes - 1 - a);
            long up = random.Next(50);
            contacts.Add(new Contact(a, b, new MeshInstant(up), new MeshInstant(up + random.Next(4))));
        }

        ContactPlan plan = new(Nodes, TimeSpan.FromMicroseconds(60), contacts);
        ZeroTimeOracle oracle = new(plan);
        for (int origin = 0; origin < Nodes; origin++)
        {
            for (long start = 0; start < 50; start += 7)
            {
                Assert.Equal(Relaxed(plan, origin, new MeshInstant(start)), oracle.EarliestArrival(origin, new MeshInstant(start)));
            }
        }
    }

    private static MeshInstant[] Relaxed(ContactPlan plan, int origin, MeshInstant start)
    {
        MeshInstant[] arrival = new MeshInstant[plan.Nodes];
        Array.Fill(arrival, MeshInstant.Never);
        arrival[origin] = start;
        for (bool isChanged = true; isChanged;)
        {
            isChanged = false;
            foreach (Contact contact in plan.Contacts)
            {
                isChanged |= Pass(contact, contact.A, contact.B, arrival) | Pass(contact, contact.B, contact.A, arrival);
            }
        }

        return arrival;
    }

    private static bool Pass(Contact contact, int from, int to, MeshInstant[] arrival)
    {
        MeshInstant at = arrival[from] > contact.Up ? arrival[from] : contact.Up;
        bool isUsable = arrival[from] != MeshInstant.Never && (at < contact.Down || (at == contact.Up && contact.Up == contact.Down));
        if (!isUsable || at >= arrival[to])
        {
            return false;
        }

        arrival[to] = at;
        return true;
    }

    private static ZeroTimeOracle Of(int nodes, params (int A, int B, long Up, long Down)[] contacts) =>
        new(new ContactPlan(nodes, TimeSpan.FromSeconds(100), contacts.Select(contact => new Contact(contact.A, contact.B, At(contact.Up), At(contact.Down)))));

    private static MeshInstant At(long seconds) => new(seconds * 1_000_000);
}
