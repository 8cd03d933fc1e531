using Mesh.Simulator.Judgement.Oracles;
using Mesh.Simulator.Network;
using Mesh.Simulator.Workloads;

namespace Mesh.Tests.Unit.Simulator.Judgement;

public sealed class SafetyOracleTests
{
    [Fact]
    public void What_a_node_shows_twice_is_found()
    {
        Story story = new(new AtMostOnce(2), nodes: 2);

        story.At(1).Writes(0, 0).Shows(0, 0).Shows(1, 0).Holds();

        story.At(2).Shows(1, 0).Fails("node 1 showed message 0 twice.");
    }

    [Fact]
    public void A_node_that_was_started_again_may_show_again_what_it_has_lost()
    {
        Story story = new(new AtMostOnce(2), nodes: 2);

        story.Writes(0, 0).Shows(1, 0).Down(1).Up(1).Shows(1, 0).Holds();
    }

    [Fact]
    public void What_nobody_wrote_is_found()
    {
        Story story = new(new OnlyWhatWasSent(), nodes: 2);

        story.Writes(0, 0).Shows(1, 0).Shows(1, MessageBody.OfAttacker).Holds();

        story.Shows(1, MessageBody.Nothing).Fails("node 1 showed something that nobody wrote.");
    }

    [Fact]
    public void What_is_shown_before_it_was_written_is_found() =>
        new Story(new OnlyWhatWasSent(), nodes: 2).Shows(1, 3).Writes(0, 3).Fails("node 1 showed message 3, which was not written yet.");

    [Fact]
    public void What_is_shown_outside_its_room_is_found() =>
        new Story(new OnlyWhatWasSent(), nodes: 2).Writes(0, 0, "elsewhere").Shows(1, 0).Fails("node 1 showed message 0 of the room 'elsewhere', in which it is not.");

    [Fact]
    public void A_later_message_that_waited_two_seconds_may_overtake_a_missing_one()
    {
        Story story = new(new AuthorOrder(2), nodes: 2);

        story.At(1).Writes(0, 0).Writes(0, 1).Receives(1, 0, 1);
        story.At(3).Shows(1, 1);

        story.At(4).Receives(1, 0, 0).Shows(1, 0).Holds();
    }

    [Fact]
    public void A_later_message_that_did_not_wait_for_a_missing_one_is_found_when_that_comes()
    {
        Story story = new(new AuthorOrder(2), nodes: 2);

        story.At(1).Writes(0, 0).Writes(0, 1).Receives(1, 0, 1);
        story.At(2.9).Shows(1, 1).Holds();

        story.At(4).Shows(1, 0).Fails("node 1 showed message 1 at 2.900000s before message 0 of the same author, without having waited 2 s for it.");
    }

    [Fact]
    public void What_waited_behind_the_one_that_is_shown_counts_for_it()
    {
        Story story = new(new AuthorOrder(2), nodes: 2);

        story.At(1).Writes(0, 0).Writes(0, 1).Writes(0, 2).Receives(1, 0, 2);
        story.At(2.5).Receives(1, 0, 1);
        story.At(3).Shows(1, 1).Shows(1, 2);

        story.At(4).Shows(1, 0).Holds();
    }

    [Fact]
    public void Messages_of_several_authors_rooms_and_runs_have_no_order()
    {
        Story story = new(new AuthorOrder(3), nodes: 3);

        story.Writes(0, 0).Writes(1, 1).Shows(2, 1).Shows(2, 0);
        story.Writes(0, 2, "other").Writes(0, 3).Shows(2, 3).Shows(2, 2);
        story.Writes(0, 4).Down(0).Up(0).Writes(0, 5).Shows(2, 5).Shows(2, 4).Holds();
    }

    [Fact]
    public void A_copy_from_out_of_reach_is_found()
    {
        Story story = new(new NotBeforeContacts(3), nodes: 3);

        story.Contact(0, 1).Writes(0, 0).Receives(1, 0, 0).Shows(1, 0).Holds();

        story.Receives(2, 1, 0).Fails("node 2 received message 0 from node 1, which is not in reach.");
    }

    [Fact]
    public void A_copy_from_somebody_who_never_had_it_is_found() =>
        new Story(new NotBeforeContacts(3), nodes: 3).Contact(1, 2).Writes(0, 0).Receives(2, 1, 0).Fails("node 2 received message 0 from node 1, which never had it.");

    [Fact]
    public void Showing_what_was_never_given_is_found() =>
        new Story(new NotBeforeContacts(2), nodes: 2).Contact(0, 1).Writes(0, 0).Shows(0, 0).Shows(1, 0).Fails("node 1 showed message 0, which nobody had given it.");

    [Fact]
    public void What_holds_more_than_its_limit_is_found()
    {
        long held = 5;
        Limits limits = new(1, (_, fills) =>
        {
            fills.Add(new Fill("things", held, 5));
            return true;
        });
        Story story = new(limits, nodes: 1);

        story.At(1).Writes(0, 0).Holds();
        held = 6;

        story.At(2).Writes(0, 1).Fails("node 0 holds 6 things; the limit is 5.");
    }

    [Fact]
    public void Limits_that_no_program_tells_were_not_judged()
    {
        Limits limits = new(1, (_, _) => false);

        new Story(limits, nodes: 1).Writes(0, 0).End(5);

        Assert.False(limits.Verdict.IsReached);
    }
}
