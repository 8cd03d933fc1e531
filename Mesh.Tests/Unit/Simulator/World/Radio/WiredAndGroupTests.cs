using Mesh.Simulator.World;
using Mesh.Simulator.World.Radio;

namespace Mesh.Tests.Unit.Simulator.World.Radio;

public sealed class WiredAndGroupTests
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(100);
    private static readonly RadioSpec Direct = new() { Kind = RadioKind.WifiDirect, FormationDelay = new(8, 8) };

    [Fact]
    public void Everybody_in_a_segment_hears_everybody()
    {
        ContactPlan plan = Segments.Plan(new RadioSpec { Kind = RadioKind.Lan }, 5, Time, new MeshRandom(1));

        Assert.Equal(10, plan.Contacts.Count);
        Assert.All(plan.Contacts, contact => Assert.Equal((MeshInstant.Zero, Second(100)), (contact.Up, contact.Down)));
    }

    [Theory]
    [InlineData(0, "0-1 2-3 4-5")]
    [InlineData(1, "0-1 0-2 1-2 2-3 2-4 3-4 4-5")]
    public void Bridges_join_segments(int bridges, string expected) =>
        Assert.Equal(expected, Pairs(Segments.Plan(new RadioSpec { Kind = RadioKind.Lan, Segments = 3, Bridges = bridges }, 6, Time, new MeshRandom(1))));

    [Fact]
    public void Isolated_nodes_do_not_hear_each_other()
    {
        Assert.Empty(Segments.Plan(new RadioSpec { Kind = RadioKind.Lan, Isolated = 1 }, 6, Time, new MeshRandom(1)).Contacts);

        ContactPlan half = Segments.Plan(new RadioSpec { Kind = RadioKind.Lan, Isolated = 0.5 }, 200, Time, new MeshRandom(1));
        int[] degrees = [.. Enumerable.Range(0, 200).Select(node => half.Contacts.Count(contact => contact.A == node || contact.B == node))];
        int free = degrees.Count(degree => degree == 199);
        Assert.InRange(free, 80, 120);
        Assert.Equal(200 - free, degrees.Count(degree => degree == free));
    }

    [Fact]
    public void A_switch_queues_for_the_senders_port_and_for_the_receivers()
    {
        // 1,000 bytes at 8 Mbit/s take a millisecond to the switch and another one from it.
        SwitchMedium medium = new(3, 8_000_000, default, null, new MeshRandom(1));

        Assert.Equal(2000, medium.Carry(0, 2, 1000, MeshInstant.Zero).Microseconds);
        Assert.Equal(3000, medium.Carry(1, 2, 1000, MeshInstant.Zero).Microseconds);
        Assert.Equal(3000, medium.Carry(0, 1, 1000, MeshInstant.Zero).Microseconds);
        Assert.Equal(12000, medium.Carry(2, 0, 1000, new MeshInstant(10_000)).Microseconds);
    }

    [Fact]
    public void Two_in_sight_form_a_group_after_the_delay_and_a_third_joins()
    {
        ContactPlan plan = Groups(Direct, 3, Sight(0, 1, 0, 100), Sight(0, 2, 20, 60), Sight(1, 2, 20, 60));

        Assert.Equal([new Contact(0, 1, Second(8), Second(100)), new Contact(0, 2, Second(28), Second(60))], plan.Contacts);
    }

    [Fact]
    public void Who_loses_sight_too_soon_forms_no_group() => Assert.Empty(Groups(Direct, 2, Sight(0, 1, 0, 7.9)).Contacts);

    [Fact]
    public void An_owner_takes_as_many_clients_as_it_can()
    {
        Contact[] sight = [.. Enumerable.Range(1, 5).Select(other => Sight(0, other, 0, 100))];
        ContactPlan plan = Groups(Direct with { ClientsMax = 3 }, 6, sight);

        Assert.Equal("0-1 0-2 0-3", Pairs(plan));
        Assert.Equal([8, 16, 24], plan.Contacts.Select(contact => contact.Up.Microseconds / 1_000_000));
    }

    [Fact]
    public void Clients_of_one_owner_do_not_hear_each_other()
    {
        ContactPlan plan = Groups(Direct, 4, [.. from a in Enumerable.Range(0, 4) from b in Enumerable.Range(a + 1, 3 - a) select Sight(a, b, 0, 100)]);

        // 0 with 1 and 2 with 3 at once; then the second owner joins the first, so that both groups hang together.
        Assert.Equal("0-1 0-2 2-3", Pairs(plan));
    }

    [Fact]
    public void Groups_stay_apart_where_nobody_can_be_in_two()
    {
        ContactPlan plan = Groups(Direct with { TwoGroups = false }, 4, [.. from a in Enumerable.Range(0, 4) from b in Enumerable.Range(a + 1, 3 - a) select Sight(a, b, 0, 100)]);

        Assert.Equal("0-1 2-3", Pairs(plan));
    }

    [Fact]
    public void A_client_owns_a_group_of_those_who_see_nobody_else()
    {
        Contact[] line = [.. Enumerable.Range(1, 4).Select(node => Sight(node - 1, node, 0, 100))];

        Assert.Equal("0-1 1-2 2-3 3-4", Pairs(Groups(Direct, 5, line)));
        Assert.NotEqual("0-1 1-2 2-3 3-4", Pairs(Groups(Direct with { TwoGroups = false }, 5, line)));
    }

    [Fact]
    public void A_client_whose_owner_is_gone_forms_a_group_with_another()
    {
        ContactPlan plan = Groups(Direct, 3, Sight(0, 1, 0, 30), Sight(0, 2, 0, 30), Sight(1, 2, 0, 100));

        Assert.Equal(new Contact(1, 2, Second(38), Second(100)), plan.Contacts[^1]);
    }

    [Fact]
    public void Groups_are_within_sight_without_circles_and_nobody_has_two_owners()
    {
        MeshRandom random = new(7);
        List<Contact> sight = [];
        for (int i = 0; i < 400; i++)
        {
            int a = random.Next(30), b = random.Next(30);
            double up = random.Next(900) / 10.0;
            if (a != b)
            {
                sight.Add(Sight(Math.Min(a, b), Math.Max(a, b), up, Math.Min(100, up + 5 + random.Next(60))));
            }
        }

        ContactPlan seen = new(30, Time, sight);
        ContactPlan plan = GroupFormation.Plan(Direct with { FormationDelay = new(1, 3), ClientsMax = 4 }, seen, new MeshRandom(1));

        Assert.True(plan.Contacts.Count > 30);
        Assert.All(plan.Contacts, contact => Assert.Contains(seen.Contacts, by => by.A == contact.A && by.B == contact.B && by.Up <= contact.Up && contact.Down <= by.Down));
        foreach (double second in new[] { 20, 50, 80 })
        {
            // A forest has fewer links than nodes in every part.
            Contact[] links = [.. plan.Contacts.Where(contact => contact.Up <= Second(second) && Second(second) < contact.Down)];
            int[] parts = [.. Enumerable.Range(0, 30)];
            foreach (Contact link in links)
            {
                Assert.NotEqual(parts[link.A], parts[link.B]);
                int old = parts[link.B];
                parts = [.. parts.Select(part => part == old ? parts[link.A] : part)];
            }
        }
    }

    private static ContactPlan Groups(RadioSpec spec, int nodes, params Contact[] sight) => GroupFormation.Plan(spec, new ContactPlan(nodes, Time, sight), new MeshRandom(1));

    private static string Pairs(ContactPlan plan) => string.Join(' ', plan.Contacts.Select(contact => (contact.A, contact.B)).Order().Select(pair => $"{pair.A}-{pair.B}"));

    private static Contact Sight(int a, int b, double up, double down) => new(a, b, Second(up), Second(down));

    private static MeshInstant Second(double second) => new((long)Math.Round(second * 1_000_000));
}
