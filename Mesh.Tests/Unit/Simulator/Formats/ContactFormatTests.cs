using Mesh.Simulator.Formats;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Formats;

public sealed class ContactFormatTests
{
    [Fact]
    public void One_events_become_contacts_and_messages()
    {
        Imported read = Fixtures.Read("one-contacts", Fixtures.OneContacts);

        Assert.Equal(["0", "1", "2"], read.Names);
        Assert.Equal([Contact(0, 1, 0, 20), Contact(1, 2, 10, 30)], read.Contacts!.Contacts);
        Assert.Equal([new ImportedMessage(At(5.5), "M1", 0, 2, 1000)], read.Messages);
        Assert.Equal((At(0), At(30)), (read.From, read.Until));
    }

    [Fact]
    public void One_contact_that_both_sides_open_ends_when_both_have_closed_it()
    {
        Imported read = Fixtures.Read("one-contacts", "1 CONN 0 1 up\n2 CONN 1 0 up\n3 CONN 0 1 down\n4 CONN 1 0 down\n");

        Assert.Equal([Contact(0, 1, 1, 4)], read.Contacts!.Contacts);
        Assert.Equal(2, read.ContactsRaw);
    }

    [Fact]
    public void One_contact_may_end_in_the_line_before_it_begins_when_both_are_at_one_instant()
    {
        Assert.Equal([Contact(0, 1, 7, 7)], Fixtures.Read("one-contacts", "7 CONN 0 1 down\n7 CONN 0 1 up\n").Contacts!.Contacts);
    }

    [Fact]
    public void One_contact_that_is_still_up_ends_with_the_file()
    {
        Assert.Equal([Contact(0, 1, 1, 9)], Fixtures.Read("one-contacts", "1 CONN 0 1 up\n1 CONN 3 3 up\n9 C M 0 1 5\n").Contacts!.Contacts);
    }

    [Theory]
    [InlineData("25", 25)]
    [InlineData("25k", 25_000)]
    [InlineData("1.5M", 1_500_000)]
    [InlineData("2kiB", 2048)]
    [InlineData("1MiB", 1_048_576)]
    public void One_sizes_have_suffixes(string size, int bytes)
    {
        Assert.Equal(bytes, Assert.Single(Fixtures.Read("one-contacts", $"1 C M 0 1 {size}\n").Messages).Bytes);
    }

    [Fact]
    public void Haggle_joins_both_directions_and_drops_passing_devices()
    {
        Imported read = Fixtures.Read("haggle", Fixtures.Haggle);

        Assert.Equal(["1", "2", "3"], read.Names);
        Assert.Equal([Contact(0, 1, 100, 150), Contact(0, 2, 200, 201), Contact(0, 2, 400, 460)], read.Contacts!.Contacts);
    }

    [Fact]
    public void SocioPatterns_contacts_reach_twenty_seconds_back_and_join()
    {
        Imported read = Fixtures.Read("sociopatterns", Fixtures.SocioPatterns);

        Assert.Equal(["1001", "1002", "1003"], read.Names);
        Assert.Equal([Contact(0, 1, 20, 60), Contact(0, 2, 40, 60), Contact(0, 1, 120, 140)], read.Contacts!.Contacts);
    }

    [Fact]
    public void Times_that_count_from_a_far_epoch_begin_at_zero_and_say_where_they_were()
    {
        Imported read = Fixtures.Read("nccu", Fixtures.Nccu);

        Assert.Equal(1_400_000_000m, read.Origin);
        Assert.Equal([Contact(0, 1, 0, 5), Contact(1, 2, 2.5, 9)], read.Contacts!.Contacts);
    }

    [Fact]
    public void Upb_gives_a_length_instead_of_an_end()
    {
        Assert.Equal([Contact(0, 1, 0, 96), Contact(1, 2, 1, 2)], Fixtures.Read("upb", Fixtures.Upb).Contacts!.Contacts);
    }

    [Fact]
    public void Adyton_counts_in_seconds()
    {
        Assert.Equal([Contact(0, 1, 5, 10), Contact(1, 2, 7.5, 20)], Fixtures.Read("adyton", Fixtures.Adyton).Contacts!.Contacts);
    }

    [Fact]
    public void Own_contact_list_keeps_microseconds()
    {
        Imported read = Fixtures.Read("contacts", Fixtures.Contacts);

        Assert.Equal([Contact(0, 1, 0, 10.5), Contact(1, 2, 5, 20.000001)], read.Contacts!.Contacts);
    }

    [Fact]
    public void Short_contacts_can_be_made_longer()
    {
        Imported read = Fixtures.Read("adyton", "0 1 5 5\n0 1 8 20\n").WithContactsAtLeast(TimeSpan.FromSeconds(2));

        Assert.Equal([Contact(0, 1, 5, 7), Contact(0, 1, 8, 20)], read.Contacts!.Contacts);
    }

    [Fact]
    public void Sigcomm_messages_are_for_everybody_for_one_or_for_a_group()
    {
        Imported read = Fixtures.Read("sigcomm09", Fixtures.Sigcomm);

        Assert.Equal(["1", "3", "4"], read.Names);
        Assert.Equal(
            [new ImportedMessage(At(91696), "1", 0, null, 0), new ImportedMessage(At(93000), "3", 2, null, 0, "7"), new ImportedMessage(At(93644), "2", 1, 0, 0)],
            read.Messages);
    }

    [Theory]
    [InlineData("one-contacts", "0 CONN 0 1 up\n3 CONN 0 x up\n", "file.txt:2:10: expected a host such as 12 or p12, found 'x'.")]
    [InlineData("one-contacts", "0 CONN 0 1 left\n", "file.txt:1:12: expected up or down, found 'left'.")]
    [InlineData("one-contacts", "0 CONN 0 1\n", "file.txt:1:11: expected up or down, found nothing.")]
    [InlineData("one-contacts", "0 FLY 0 1\n", "file.txt:1:3: expected CONN, C, S, DE, A, DR or R, found 'FLY'.")]
    [InlineData("one-contacts", "soon CONN 0 1 up\n", "file.txt:1:1: expected a time in seconds, found 'soon'.")]
    [InlineData("one-contacts", "\n", "file.txt: holds no CONN or C events.")]
    [InlineData("haggle", "1 2 50 40\n", "file.txt:1:8: expected a last second that is not before the first, found '40'.")]
    [InlineData("upb", "1,2,100\n", "file.txt:1:8: expected the duration in milliseconds, found nothing.")]
    [InlineData("sigcomm09", "1;2;3;X;4\n", "file.txt:1:7: expected B, U or M, found 'X'.")]
    [InlineData("contacts", "{\"nodes\":2,\n\"contacts\":[[0,1,5,4]]}", "file.txt:2:20: expected a contact [a, b, up, down] between two nodes, from 0 s on, that does not end before it begins, found '4'.")]
    [InlineData("contacts", "{\"nodes\":2,\n\"contacts\":[[0 1", "file.txt:2:16: expected JSON; '1' is invalid after a value. Expected either ',', '}', or ']', found nothing.")]
    [InlineData("adyton", "0 1 5 1e99\n", "file.txt:1:7: expected the end in seconds, found '1e99'.")]
    [InlineData("tetris", "1", "file.txt: there is no format 'tetris'; there are one-contacts, one-movement, ns2, bonnmotion, haggle, sociopatterns, adyton, nccu, upb, contacts, meshnet-lab, graphml, edge-list, csv, gpx, aerpaw, tlog, ulog, sigcomm09, fieldlog.")]
    public void A_fault_is_told_with_its_place_and_what_was_expected(string format, string text, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatFault>(() => Fixtures.Read(format, text)).Message);
    }

    private static Contact Contact(int a, int b, double up, double down) => new(a, b, At(up), At(down));

    private static MeshInstant At(double seconds) => new((long)Math.Round(seconds * 1_000_000));
}
