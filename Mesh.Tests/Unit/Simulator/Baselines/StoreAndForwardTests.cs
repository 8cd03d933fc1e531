using Mesh.Simulator.Baselines;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Baselines;

public sealed class StoreAndForwardTests
{
    private static readonly StoreSpec Plain = new() { Immunity = false };

    [Theory]
    [InlineData("epidemic")]
    [InlineData("spray-and-wait")]
    public void A_message_is_carried_from_contact_to_contact(string protocol)
    {
        Deliveries shown = Run(protocol, Plain, [Contact(0, 1, 10, 11), Contact(1, 2, 50, 51), Contact(2, 3, 90, 91)], [Private(1, 0, 3)]);

        // Three copies, one and a half: the second carrier has one and waits for the addressee, who is met.
        Assert.Equal([(0, 3)], shown.Shown.Keys);
        Assert.Equal(90, Math.Floor(shown.Shown[(0, 3)].Microseconds / 1e6));
    }

    [Fact]
    public void The_last_copy_waits_for_the_addressee_alone()
    {
        StoreSpec two = Plain with { Copies = 2 };
        Contact[] relay = [Contact(0, 1, 10, 11), Contact(1, 2, 50, 51), Contact(2, 3, 90, 91)];

        Assert.Empty(Run("spray-and-wait", two, relay, [Private(1, 0, 3)]).Shown);
        Assert.Single(Run("spray-and-wait", two, [.. relay, Contact(1, 3, 95, 96)], [Private(1, 0, 3)]).Shown);
        Assert.Single(Run("epidemic", two, relay, [Private(1, 0, 3)]).Shown);
    }

    [Fact]
    public void A_copy_that_did_not_arrive_was_not_given_away()
    {
        // The first contact ends while the bundle is under way; the copy is given again at the second.
        Contact[] contacts = [new Contact(0, 1, Second(10), Second(10) + TimeSpan.FromMilliseconds(3)), Contact(0, 2, 20, 21), Contact(2, 3, 30, 31)];

        Assert.Single(Run("spray-and-wait", Plain with { Copies = 2 }, contacts, [Private(1, 0, 3)]).Shown);
    }

    [Fact]
    public void A_message_for_the_room_is_shown_by_everybody_once()
    {
        Deliveries shown = Run("epidemic", Plain, [Contact(0, 1, 10, 90), Contact(0, 2, 10, 90), Contact(1, 2, 10, 90), Contact(2, 3, 40, 41)], [Room(1, 0), Room(20, 2)]);

        Assert.Equal([(0, 1), (0, 2), (0, 3), (1, 0), (1, 1), (1, 3)], shown.Shown.Keys.Order());
    }

    [Fact]
    public void A_room_gets_no_more_carriers_than_copies()
    {
        // Two copies: node 1 carries one and shows it to 2, which carries nothing to 3.
        Deliveries shown = Run("spray-and-wait", Plain with { Copies = 2 }, [Contact(0, 1, 10, 11), Contact(1, 2, 20, 21), Contact(2, 3, 30, 31)], [Room(1, 0)]);

        Assert.Equal([(0, 1), (0, 2)], shown.Shown.Keys.Order());
    }

    [Fact]
    public void What_has_lived_its_time_is_carried_no_further()
    {
        Contact[] contacts = [Contact(0, 1, 10, 11), Contact(1, 2, 50, 51)];

        Assert.Empty(Run("epidemic", Plain with { Lifetime = TimeSpan.FromSeconds(49) }, contacts, [Private(1, 0, 2)]).Shown);
        Assert.Single(Run("epidemic", Plain with { Lifetime = TimeSpan.FromSeconds(50) }, contacts, [Private(1, 0, 2)]).Shown);
    }

    [Fact]
    public void A_full_buffer_forgets_what_came_first()
    {
        Deliveries shown = Run("epidemic", Plain with { Buffer = 250 }, [Contact(0, 1, 10, 11), Contact(1, 2, 50, 51)], [Private(1, 0, 2), Private(2, 0, 2), Private(3, 0, 2)]);

        Assert.Equal([(1, 2), (2, 2)], shown.Shown.Keys.Order());
    }

    [Fact]
    public void A_slow_node_sends_the_oldest_first_and_to_the_addressee_before_anybody()
    {
        // 100 bytes take a second: three of the four fit into the contact, the one for node 1 before the two oldest.
        Contact[] contacts = [Contact(0, 1, 10, 13.5), Contact(1, 2, 50, 59)];
        Deliveries shown = Run("epidemic", Plain with { Rate = 800 }, contacts, [Private(1, 0, 2), Private(2, 0, 2), Private(3, 0, 2), Private(4, 0, 1)]);

        Assert.Equal([(0, 2), (1, 2), (3, 1)], shown.Shown.Keys.Order());
        Assert.Equal(11, Math.Floor(shown.Shown[(3, 1)].Microseconds / 1e6));
    }

    [Fact]
    public void With_immunity_what_has_arrived_is_carried_no_further()
    {
        Contact[] contacts = [Contact(0, 1, 10, 11), Contact(0, 2, 20, 21), Contact(0, 1, 30, 31), Contact(1, 3, 40, 41)];

        Assert.Equal(2, CopiesOf(Plain with { Immunity = true }, contacts));
        Assert.Equal(3, CopiesOf(Plain, contacts));
    }

    [Theory]
    [InlineData("epidemic")]
    [InlineData("spray-and-wait")]
    public void One_seed_gives_one_trace(string protocol)
    {
        Assert.Equal(Trace(protocol, 3), Trace(protocol, 3));
        Assert.NotEqual(Trace(protocol, 3), Trace(protocol, 4));
    }

    private static string Trace(string protocol, ulong seed)
    {
        Scenario scenario = new()
        {
            Nodes = 15,
            Duration = TimeSpan.FromSeconds(20),
            Mobility = new() { Kind = Mesh.Simulator.World.Mobility.MobilityKind.RandomWaypoint, Width = 600, Height = 600 },
            Workload = [new WorkloadSpec { Rate = 3 }],
        };
        RunResult result = ScenarioRun.Run(scenario, protocol, seed, [], TestContext.Current.CancellationToken);
        Assert.True(result.Delivery > 0.2);
        return result.TraceHash;
    }

    private static int CopiesOf(StoreSpec store, Contact[] contacts)
    {
        Counter counter = new();
        Run("epidemic", store, contacts, [Private(1, 0, 2)], counter);
        return counter.Copies;
    }

    private static Deliveries Run(string protocol, StoreSpec store, Contact[] contacts, ImportedMessage[] messages, params IRunObserver[] observers)
    {
        Scenario scenario = new()
        {
            Duration = TimeSpan.FromSeconds(100),
            Node = new NodeSpec { Store = store },
            Workload = [new WorkloadSpec { Kind = WorkloadKind.Replay, File = "log" }],
        };
        Scene scene = new() { Contacts = new ContactPlan(4, scenario.Duration, contacts), Medium = new EvenMedium() };
        Deliveries deliveries = new();
        ScenarioRun.Run(scenario, scene, _ => messages, protocol, 1, [deliveries, .. observers], TestContext.Current.CancellationToken);
        return deliveries;
    }

    private static ImportedMessage Private(double at, int from, int to) => new(Second(at), "M", from, to, 100);

    private static ImportedMessage Room(double at, int from) => new(Second(at), "M", from, null, 100);

    private static Contact Contact(int a, int b, double up, double down) => new(a, b, Second(up), Second(down));

    private static MeshInstant Second(double seconds) => MeshInstant.Zero + TimeSpan.FromSeconds(seconds);

    private sealed class Counter : IRunObserver
    {
        public int Copies { get; private set; }

        public void On(in RunEvent happened) => Copies += happened.Kind == RunEventKind.PayloadReceived ? 1 : 0;
    }
}
