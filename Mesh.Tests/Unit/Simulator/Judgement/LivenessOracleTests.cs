using Mesh.Simulator.Judgement.Oracles;

namespace Mesh.Tests.Unit.Simulator.Judgement;

public sealed class LivenessOracleTests
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_node_that_stayed_connected_and_lacks_a_message_is_found() =>
        Delivery(3).Contact(0, 1).Contact(1, 2).Writes(0, 0).Shows(0, 0).Shows(1, 0).End(40)
            .Fails("node 2 never showed message 0, which node 0 has had for 30 s or longer, and the two stayed connected so long.");

    [Fact]
    public void A_node_that_shows_it_in_the_last_moment_is_in_time() =>
        Delivery(2).Contact(0, 1).Writes(0, 0).Shows(0, 0).At(39.9).Shows(1, 0).End(40).Holds();

    [Fact]
    public void Whoever_came_into_reach_late_is_owed_nothing() =>
        Delivery(2).Writes(0, 0).Shows(0, 0).At(11).Contact(0, 1).End(40).Holds();

    [Fact]
    public void Whoever_was_away_in_between_is_owed_nothing() =>
        Delivery(2).Contact(0, 1).Writes(0, 0).Shows(0, 0).At(20).NoContact(0, 1).At(21).Contact(0, 1).End(40).Holds();

    [Fact]
    public void Whoever_started_late_is_owed_nothing() =>
        Delivery(2).Contact(0, 1).Writes(0, 0).Shows(0, 0).At(20).Down(1).Up(1).End(40).Holds();

    [Fact]
    public void What_only_a_node_had_that_lost_it_is_owed_to_nobody() =>
        Delivery(3).Contact(0, 1).Contact(1, 2).Writes(0, 0).Shows(0, 0).At(5).Down(0).Up(0).End(40).Holds();

    [Fact]
    public void What_was_written_late_is_not_judged()
    {
        Story story = Delivery(2).Contact(0, 1).At(15).Writes(0, 0).Shows(0, 0).End(40);

        story.Holds();
        Assert.False(story.Verdict.IsReached);
    }

    [Fact]
    public void Attackers_carry_nothing_and_are_owed_nothing()
    {
        Story story = new(new EventualDelivery([true, false, true], Settle, linksMax: 12), nodes: 3);

        story.Contact(0, 1).Contact(1, 2).Writes(0, 0).Shows(0, 0).End(40).Holds();
    }

    [Fact]
    public void A_node_with_more_contacts_than_links_promises_nothing_to_those_it_did_not_choose()
    {
        Story story = new(new EventualDelivery([true, true, true], Settle, linksMax: 1), nodes: 3);
        story.Contact(0, 1).Contact(0, 2).Link(0, 1).Writes(0, 0).Shows(0, 0);

        story.Shows(1, 0).End(40).Holds();
    }

    [Fact]
    public void A_link_that_stands_owes_what_a_contact_owes()
    {
        Story story = new(new EventualDelivery([true, true, true], Settle, linksMax: 1), nodes: 3);

        story.Contact(0, 1).Contact(0, 2).Link(0, 1).Writes(0, 0).Shows(0, 0).End(40)
            .Fails("node 1 never showed message 0, which node 0 has had for 30 s or longer, and the two stayed connected so long.");
    }

    [Fact]
    public void Payload_that_still_flows_long_after_everything_settled_is_found()
    {
        Story story = new(new Quiescence(2, Settle), nodes: 2);
        story.Link(0, 1).At(5).Writes(0, 0).Receives(1, 0, 0).Shows(1, 0);

        story.At(34).Receives(1, 0, 0).Holds();

        story.At(36).Receives(1, 0, 0).Fails("node 1 received another copy of message 0 from node 0, 31.0 s after the last change of anything.");
    }

    [Fact]
    public void Links_that_chatter_for_nothing_are_found()
    {
        Story story = new(new Quiescence(2, Settle), nodes: 2);
        story.Link(0, 1);
        for (int second = 16; second < 40; second++)
        {
            story.At(second).Sends(0, 1, 1_000);
        }

        story.End(40).Fails("1 links carried 1000 B/s each from 16.000000s to 40.000000s, when nothing was going on; 140 B/s are allowed.");
    }

    [Fact]
    public void Links_that_only_stay_alive_are_quiet()
    {
        Story story = new(new Quiescence(2, Settle), nodes: 2);
        story.Link(0, 1);
        for (int second = 16; second < 40; second++)
        {
            story.At(second).Sends(0, 1, 30);
        }

        story.End(40).Holds();
        Assert.True(story.Verdict.IsReached);
    }

    private static Story Delivery(int nodes) => new(new EventualDelivery([.. Enumerable.Repeat(true, nodes)], Settle, linksMax: 12), nodes);
}
