using Mesh.Simulator.Formats;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;

namespace Mesh.Tests.Unit.Simulator.Workloads;

public sealed class WorkloadPlanTests
{
    private const int Nodes = 30;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_seed_draws_one_plan_and_another_seed_another(string kind)
    {
        WorkloadSpec spec = new() { Kind = Enum.Parse<WorkloadKind>(kind), Size = new Bounds(20, 900), Rate = 5 };

        Assert.Equal(Draw(spec, 4).Messages, Draw(spec, 4).Messages);
        Assert.NotEqual(Draw(spec, 4).Messages, Draw(spec, 5).Messages);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Messages_are_by_time_and_from_members_of_their_room(string kind)
    {
        WorkloadPlan plan = Draw(new WorkloadSpec { Kind = Enum.Parse<WorkloadKind>(kind), Rate = 5 }, 1);

        Assert.NotEmpty(plan.Messages);
        Assert.Equal(plan.Messages.OrderBy(message => message.At).Select(message => message.At), plan.Messages.Select(message => message.At));
        Assert.All(plan.Messages, message => Assert.Contains(message.Writer, plan.Members[message.Room]));
        Assert.All(plan.Messages, message => Assert.InRange(message.At.Microseconds, 1_000_000, 57_999_999));
    }

    [Fact]
    public void A_burst_is_of_one_writer_at_one_instant()
    {
        WorkloadPlan plan = Draw(new WorkloadSpec { Kind = WorkloadKind.Burst, Count = 7, Every = TimeSpan.FromSeconds(20) }, 1);

        Assert.Equal([Second(1), Second(21), Second(41)], plan.Messages.Select(message => message.At).Distinct());
        Assert.All(plan.Messages.GroupBy(message => message.At), burst => Assert.Equal((7, 1), (burst.Count(), burst.Select(message => message.Writer).Distinct().Count())));
    }

    [Fact]
    public void One_sender_is_who_was_named()
    {
        WorkloadPlan plan = Draw(new WorkloadSpec { Kind = WorkloadKind.OneSender, Sender = 3 }, 1);

        Assert.Equal(57, plan.Messages.Count);
        Assert.All(plan.Messages, message => Assert.Equal(3, message.Writer));
    }

    [Fact]
    public void All_at_once_is_one_message_of_everybody()
    {
        WorkloadPlan plan = Draw(new WorkloadSpec { Kind = WorkloadKind.AllAtOnce }, 1);

        Assert.Equal(Enumerable.Range(0, Nodes), plan.Messages.Select(message => message.Writer));
    }

    [Fact]
    public void Zipf_rooms_shrink_and_grow_quiet_with_their_rank()
    {
        WorkloadPlan plan = Draw(new WorkloadSpec { Kind = WorkloadKind.ZipfRooms, Rooms = 5, Rate = 200 }, 1);

        int[] sizes = [.. Enumerable.Range(1, 5).Select(k => plan.Members[$"room-0-{k}"].Count)];
        int[] written = [.. Enumerable.Range(1, 5).Select(k => plan.Messages.Count(message => message.Room == $"room-0-{k}"))];
        Assert.Equal([30, 15, 10, 7, 6], sizes);
        Assert.Equal(written.OrderDescending(), written);

        // 1 of 137/60 of the weights is the first room's: 4,993 of 11,400, less or more five standard deviations.
        Assert.InRange(written[0], 4_993 - 265, 4_993 + 265);
    }

    [Fact]
    public void A_private_message_is_for_one_other_node()
    {
        WorkloadPlan plan = Draw(new WorkloadSpec { Kind = WorkloadKind.Private, Rate = 50 }, 1);

        Assert.All(plan.Messages, message => Assert.True(message.To >= 0 && message.To < Nodes && message.To != message.Writer));
        Assert.Equal(Nodes, plan.Messages.Select(message => message.To).Distinct().Count());
    }

    [Fact]
    public void A_replay_takes_what_falls_into_its_time_and_draws_the_lengths_that_are_missing()
    {
        ImportedMessage[] log =
        [
            new(Second(1), "early", 0, 1, 100),
            new(Second(5), "private", 2, 3, 100),
            new(Second(6), "room", 4, null, 0),
            new(Second(40), "late", 0, 1, 100),
        ];
        WorkloadSpec spec = new() { Kind = WorkloadKind.Replay, From = TimeSpan.FromSeconds(2), Until = TimeSpan.FromSeconds(40), Size = new Bounds(77, 77) };

        WorkloadPlan plan = WorkloadPlan.Draw([spec], TimeSpan.FromSeconds(60), Nodes, 1, _ => log);

        Assert.Equal(
            [new PlannedMessage(Second(5), 2, WorkloadPlan.DefaultRoom, 100, 3), new PlannedMessage(Second(6), 4, WorkloadPlan.DefaultRoom, 77)],
            plan.Messages);
    }

    [Fact]
    public void A_replay_from_a_node_that_there_is_not_is_a_fault_of_the_file()
    {
        WorkloadSpec spec = new() { Kind = WorkloadKind.Replay, File = "log.txt" };

        FormatFault fault = Assert.Throws<FormatFault>(() => WorkloadPlan.Draw([spec], TimeSpan.FromSeconds(60), 2, 1, _ => [new(Second(5), "M1", 2, 1, 100)]));

        Assert.Equal("log.txt: message M1 is from or for a node that the scenario does not have; it has 2.", fault.Message);
    }

    [Fact]
    public void Workloads_add_up_and_one_does_not_shift_another()
    {
        WorkloadSpec random = new() { Kind = WorkloadKind.Random };
        WorkloadPlan alone = Draw(random, 1);
        WorkloadPlan both = WorkloadPlan.Draw([random, new WorkloadSpec { Kind = WorkloadKind.AllAtOnce }], TimeSpan.FromSeconds(60), Nodes, 1);

        Assert.Equal(alone.Messages.Count + Nodes, both.Messages.Count);
        Assert.Superset(alone.Messages.ToHashSet(), both.Messages.ToHashSet());
    }

    public static TheoryData<string> Kinds() => [.. Enum.GetNames<WorkloadKind>().Where(name => name != nameof(WorkloadKind.Replay))];

    private static WorkloadPlan Draw(WorkloadSpec spec, ulong seed) => WorkloadPlan.Draw([spec], TimeSpan.FromSeconds(60), Nodes, seed);

    private static MeshInstant Second(double seconds) => MeshInstant.Zero + TimeSpan.FromSeconds(seconds);
}
