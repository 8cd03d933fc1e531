using Mesh.Simulator.Fieldlogs;

namespace Mesh.Tests.Unit.Simulator.Fieldlogs;

/// <summary>Clocks that are hours apart are brought together by what several nodes saw.</summary>
public sealed class ClockAlignmentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7200)]
    [InlineData(-36_000)]
    [InlineData(31_536_000)]
    public void Links_that_both_ends_saw_bring_clocks_together_whatever_their_wall_clocks_say(int skew)
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna", start: 0).Up(10, "bert").Down(31, "bert").Up(50.2m, "bert").End(90);
        WrittenFieldlog bert = new WrittenFieldlog("bert", start: 4, skew: skew, began: 1).Up(10.02m, "anna").Down(33, "anna").Up(50.21m, "anna").End(90);
        FieldlogTrace trace = WrittenFieldlog.Trace(anna, bert);

        Assert.Equal(ClockSource.Links, trace.Clocks[1].Source);
        AssertNear(4, trace.Clocks[1].Start);
        AssertNear(skew, trace.Clocks[1].WallError);
        Assert.Equal(2, trace.Clocks[1].Events);
    }

    [Fact]
    public void Clocks_of_nodes_that_never_met_are_brought_together_through_others_or_by_messages()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna").Up(1, "bert").Wrote(5, "m1").Heard(8.004m, "m2", "carl", hops: 2).End(20);
        WrittenFieldlog bert = new WrittenFieldlog("bert", start: 0.5m, skew: 3600).Up(1.01m, "anna").Up(2, "carl").Heard(5.002m, "m1", "anna").Heard(8.002m, "m2", "carl").End(20);
        WrittenFieldlog carl = new WrittenFieldlog("carl", start: 1.5m, skew: -3600).Up(2.01m, "bert").Heard(5.004m, "m1", "anna", hops: 2).Wrote(8, "m2").End(20);

        IReadOnlyList<ClockOffset> all = WrittenFieldlog.Trace(anna, carl, bert).Clocks;
        AssertNear(1.5, all[1].Start);
        AssertNear(0.5, all[2].Start);
        IReadOnlyList<ClockOffset> ends = WrittenFieldlog.Trace(anna, carl).Clocks;
        Assert.Equal(ClockSource.Messages, ends[1].Source);
        AssertNear(1.5, ends[1].Start);
        AssertNear(-3600, ends[1].WallError);
    }

    /// <summary>Fifty messages that waited for a partition to heal agree with each other on a wrong difference.</summary>
    [Fact]
    public void A_burst_that_was_delivered_late_does_not_outvote_what_happened_at_once()
    {
        WrittenFieldlog anna = new("anna");
        WrittenFieldlog bert = new("bert", start: 0, skew: 7200);
        for (int number = 0; number < 50; number++)
        {
            anna.Wrote(10 + (0.001m * number), $"m{number}");
        }

        anna.Up(60, "bert").Wrote(61, "prompt").End(70);
        bert.Up(60.01m, "anna");
        for (int number = 0; number < 50; number++)
        {
            bert.Heard(60.02m + (0.001m * number), $"m{number}", "anna");
        }

        bert.Heard(61.002m, "prompt", "anna").End(70);
        FieldlogTrace trace = WrittenFieldlog.Trace(anna, bert);
        AssertNear(0, trace.Clocks[1].Start);
    }

    /// <summary>Links that come and go at even intervals fit each other in several ways; the messages tell which is right.</summary>
    [Fact]
    public void Even_intervals_are_told_apart_by_messages()
    {
        WrittenFieldlog anna = new("anna");
        WrittenFieldlog bert = new("bert", start: 45, skew: 500);
        for (int round = 1; round <= 10; round++)
        {
            anna.Up(round * 20, "bert").Wrote((round * 20) + 1, $"m{round}").Down((round * 20) + 10, "bert");
            if (round > 2)
            {
                bert.Up((round * 20) + 0.01m, "anna").Heard((round * 20) + 1.003m, $"m{round}", "anna").Down((round * 20) + 10, "anna");
            }
        }

        AssertNear(45, WrittenFieldlog.Trace(anna.End(300), bert.End(300)).Clocks[1].Start);
    }

    [Fact]
    public void A_message_never_arrives_before_it_was_written()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna").Up(10.3m, "bert").Wrote(11, "m1").Heard(12.001m, "m2", "bert").End(20);
        WrittenFieldlog bert = new WrittenFieldlog("bert", skew: 9000).Up(10, "anna").Heard(11.001m, "m1", "anna").Wrote(12, "m2").End(20);
        FieldlogTrace trace = WrittenFieldlog.Trace(anna, bert);

        Assert.All(trace.Messages, message => Assert.InRange(message.Showings[0].At - message.At, TimeSpan.Zero, TimeSpan.FromMilliseconds(2)));
    }

    [Fact]
    public void One_machine_s_recordings_keep_their_distance_by_its_own_clock_and_by_others_where_it_began_anew()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna").Up(1, "bert").End(10).Begin(100).Up(101, "bert").End(110).Begin(200, skew: 5000, began: 190).Up(202, "bert").End(210);
        WrittenFieldlog bert = new WrittenFieldlog("bert", skew: 33).Up(1, "anna").Up(101, "anna").Up(202, "anna").End(210);
        IReadOnlyList<ClockOffset> clocks = WrittenFieldlog.Trace(anna, bert).Clocks;

        Assert.Equal([ClockSource.Reference, ClockSource.Monotonic, ClockSource.Links, ClockSource.Links], clocks.Select(clock => clock.Source));
        AssertNear(100, clocks[1].Start);
        AssertNear(200, clocks[2].Start);
        AssertNear(0, clocks[3].Start);
    }

    [Fact]
    public void What_has_nothing_in_common_is_placed_by_its_wall_clock()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna", start: 50).Up(60, "bert", isStanding: true).End(70);
        WrittenFieldlog bert = new WrittenFieldlog("bert", start: 20, skew: 10).Up(20, "anna", isStanding: true).End(70);
        IReadOnlyList<ClockOffset> clocks = WrittenFieldlog.Trace(anna, bert).Clocks;

        Assert.Equal(ClockSource.Wall, clocks[1].Source);
        Assert.Equal((20_000_000, 0), (clocks[0].Start, clocks[1].Start));
    }

    private static void AssertNear(double seconds, long microseconds) => Assert.InRange(microseconds / 1e6, seconds - 0.02, seconds + 0.02);
}
