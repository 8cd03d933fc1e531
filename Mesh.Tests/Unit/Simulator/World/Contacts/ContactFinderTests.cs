using Mesh.Simulator.World;
using Mesh.Simulator.World.Contacts;
using Mesh.Simulator.World.Mobility;

namespace Mesh.Tests.Unit.Simulator.World.Contacts;

public sealed class ContactFinderTests
{
    private static readonly Track AtOrigin = new([At(0, 0, 0)]);

    [Fact]
    public void Who_passes_by_is_in_reach_from_root_to_root()
    {
        // From 200 m west to 200 m east, 60 m north, at 10 m/s: within 100 m while |x| <= 80.
        Track passing = new([At(0, -200, 60), At(40, 200, 60)]);

        Assert.Equal([new Contact(0, 1, Second(12), Second(28))], Find(100, AtOrigin, passing));
    }

    [Fact]
    public void Height_counts()
    {
        Track above = new([new(Second(0), new Position(-200, 0, 60)), new(Second(40), new Position(200, 0, 60))]);

        Assert.Equal([new Contact(0, 1, Second(12), Second(28))], Find(100, AtOrigin, above));
    }

    [Fact]
    public void Who_rests_in_reach_is_there_to_the_end()
    {
        Track coming = new([At(10, 300, 0), At(20, 50, 0)]);

        Assert.Equal([new Contact(0, 1, Second(18), Second(100))], Find(100, AtOrigin, coming));
    }

    [Fact]
    public void A_jump_out_of_reach_ends_a_contact_at_once_and_a_jump_within_does_not()
    {
        Track jumping = new([At(0, 50, 0), At(10, 50, 0), At(10, -50, 0), At(20, -50, 0), At(20, 5000, 0), At(30, 5000, 0), At(30, 0, 20)]);

        Assert.Equal([new Contact(0, 1, Second(0), Second(20)), new Contact(0, 1, Second(30), Second(100))], Find(100, AtOrigin, jumping));
    }

    [Fact]
    public void Only_who_is_switched_on_is_in_reach()
    {
        Track blinking = new([At(0, 10, 0)], [new ActiveSpan(Second(5), Second(10)), new ActiveSpan(Second(20), Second(25))]);

        Assert.Equal([new Contact(0, 1, Second(5), Second(10)), new Contact(0, 1, Second(20), Second(25))], Find(100, AtOrigin, blinking));
    }

    [Fact]
    public void A_far_throw_in_no_time_is_found_where_it_passes()
    {
        Track thrown = new([At(0, -100_000, 0), At(1, 100_000, 0)]);

        Contact contact = Assert.Single(Find(100, AtOrigin, thrown));
        Assert.Equal(499_500, contact.Up.Microseconds);
        Assert.Equal(500_500, contact.Down.Microseconds);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_grid_finds_what_every_pair_compared_would(ulong seed)
    {
        MobilitySpec spec = new() { Kind = MobilityKind.RandomWaypoint, Width = 1500, Height = 300, Speed = new(1, 40), Pause = new(0, 5), Altitude = new(0, 50) };
        var time = TimeSpan.FromSeconds(60);
        Movement movement = MobilityBuilder.Build(spec, 40, time, new MeshRandom(seed));

        ContactPlan plan = ContactFinder.Find(movement, new DiskReach(120), time);

        // Without grid: all legs of all pairs, joined where they touch.
        List<Contact> expected = [];
        for (int a = 0; a < 40; a++)
        {
            for (int b = a + 1; b < 40; b++)
            {
                foreach (Leg one in TrackLegs.Of(movement.Tracks[a], 60, 1e9))
                {
                    foreach (Leg other in TrackLegs.Of(movement.Tracks[b], 60, 1e9))
                    {
                        if (Encounter.TryFind(one, other, 120, out double up, out double down))
                        {
                            expected.Add(new Contact(a, b, Second(up), Second(down)));
                        }
                    }
                }
            }
        }

        Assert.Equal(new ContactPlan(40, time, expected).Contacts.Where(contact => contact.Up < contact.Down), plan.Contacts);
        Assert.True(plan.Contacts.Count > 300);
    }

    [Fact]
    public void Between_contacts_nobody_is_near_and_during_them_everybody_is()
    {
        MobilitySpec spec = new() { Kind = MobilityKind.RandomWaypoint, Width = 600, Height = 600 };
        var time = TimeSpan.FromSeconds(40);
        Movement movement = MobilityBuilder.Build(spec, 20, time, new MeshRandom(9));
        ContactPlan plan = ContactFinder.Find(movement, new DiskReach(150), time);

        for (double second = 0.05; second < 40; second += 0.37)
        {
            var inContact = plan.Contacts.Where(contact => contact.Up <= Second(second) && Second(second) < contact.Down).Select(contact => (contact.A, contact.B)).ToHashSet();
            for (int a = 0; a < 20; a++)
            {
                for (int b = a + 1; b < 20; b++)
                {
                    Position p = movement.Tracks[a].At(Second(second)), q = movement.Tracks[b].At(Second(second));
                    double distance = Math.Sqrt(((p.X - q.X) * (p.X - q.X)) + ((p.Y - q.Y) * (p.Y - q.Y)));
                    if (Math.Abs(distance - 150) > 0.001)
                    {
                        Assert.Equal(distance < 150, inContact.Contains((a, b)));
                    }
                }
            }
        }
    }

    private static IReadOnlyList<Contact> Find(double range, params Track[] tracks) =>
        ContactFinder.Find(new Movement(TimeSpan.FromSeconds(100), tracks), new DiskReach(range), TimeSpan.FromSeconds(100)).Contacts;

    private static Waypoint At(double second, double x, double y) => new(Second(second), new Position(x, y));

    private static MeshInstant Second(double second) => new((long)Math.Round(second * 1_000_000));
}
