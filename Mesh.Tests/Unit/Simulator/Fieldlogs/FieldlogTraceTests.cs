using Mesh.Simulator.Fieldlogs;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Fieldlogs;

/// <summary>What several logs tell together.</summary>
public sealed class FieldlogTraceTests
{
    [Fact]
    public void A_contact_lasts_while_either_end_saw_it()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna").Up(10, "bert").Down(30, "bert").Up(50, "bert").Down(60, "bert").End(100);
        WrittenFieldlog bert = new WrittenFieldlog("bert").Up(10, "anna").Down(33, "anna").Up(50, "anna").Down(58, "anna").End(100);

        Assert.Equal([(0, 1, 10.0, 33.0), (0, 1, 50.0, 60.0)], Contacts(WrittenFieldlog.Trace(anna, bert)));
    }

    [Fact]
    public void A_link_that_stands_at_the_end_lasts_as_long_as_the_recording_also_where_the_node_was_killed()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna").Up(10, "bert").Up(12, "carl").Wrote(40, "m1");
        WrittenFieldlog bert = new WrittenFieldlog("bert").Up(10, "anna").Down(43, "anna").End(60);
        FieldlogTrace trace = WrittenFieldlog.Trace(anna, bert);

        Assert.Equal([.. new[] { "anna", "bert", "carl" }.Select(WrittenFieldlog.IdentityOf)], trace.Names);
        Assert.Equal([(0, 1, 10.0, 43.0), (0, 2, 12.0, 40.0)], Contacts(trace));
        Assert.Equal((60_000_000, 40_000_000, 0), (trace.LogEnds[1].Microseconds, trace.LogEnds[0].Microseconds, trace.LogEnds[2].Microseconds));
    }

    [Fact]
    public void Messages_are_for_those_who_were_in_the_room_and_recorded_on()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna").Up(1, "bert").Wrote(10, "m1").Wrote(50, "m2").End(60);
        WrittenFieldlog bert = new WrittenFieldlog("bert").Up(1, "anna").Up(1, "carl").Heard(10.002m, "m1", "anna").Heard(10.004m, "m3", "dora", hops: 2).Heard(50.001m, "m2", "anna").Heard(50.5m, "m2", "anna").End(60);
        WrittenFieldlog carl = new WrittenFieldlog("carl").Up(1, "bert").Heard(10.003m, "m1", "anna", hops: 2).Heard(20, "m4", "dora", room: "other").End(40);
        FieldlogTrace trace = WrittenFieldlog.Trace(anna, bert, carl);

        Assert.Equal(["m1", "m3", "m4", "m2"], trace.Messages.Select(message => message.Id));
        Assert.Equal([1, 2], trace.Messages[0].For);
        Assert.Equal([(1, 1), (2, 2)], trace.Messages[0].Showings.Select(showing => (showing.Node, showing.Hops)));

        // Dora's log is not there: her message is written when it was first heard.
        Assert.Equal((3, trace.Messages[1].Showings[0].At), (trace.Messages[1].Writer, trace.Messages[1].At));
        Assert.Equal([0, 1, 2], trace.Messages[1].For);
        Assert.Empty(trace.Messages[2].For);

        // Carl had stopped recording, and Bert shows it once.
        Assert.Equal([1], trace.Messages[3].For);
        Assert.Single(trace.Messages[3].Showings);
    }

    [Fact]
    public void Contacts_that_begin_earlier_stay_apart_from_the_pair_s_last()
    {
        WrittenFieldlog anna = new WrittenFieldlog("anna").Up(0.5m, "bert").Down(30, "bert").Up(30.5m, "bert").Down(60, "bert").Up(70, "bert").End(100);
        IEnumerable<Contact> contacts = WrittenFieldlog.Trace(anna).ToImported().WithContactsEarlier(TimeSpan.FromSeconds(2)).Contacts!.Contacts;

        Assert.Equal([(0L, 30_000_000L), (30_000_001, 60_000_000), (68_000_000, 100_000_000)], contacts.Select(contact => (contact.Up.Microseconds, contact.Down.Microseconds)));
    }

    private static IEnumerable<(int A, int B, double Up, double Down)> Contacts(FieldlogTrace trace) =>
        trace.ToImported().Contacts!.Contacts.Select((Contact contact) => (contact.A, contact.B, contact.Up.Microseconds / 1e6, contact.Down.Microseconds / 1e6));
}
