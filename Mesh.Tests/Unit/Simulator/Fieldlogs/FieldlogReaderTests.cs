using Mesh.Simulator.Fieldlogs;
using Mesh.Simulator.Formats;

namespace Mesh.Tests.Unit.Simulator.Fieldlogs;

public sealed class FieldlogReaderTests
{
    private const string Header = """{"fieldlog":1,"node":"anna-aaaa-aaaa-aaaa-aaaa-aaaa-aa","wall":1796000000000000,"monotonic":5,"version":"0"}""" + "\n";

    private static readonly string Anna = WrittenFieldlog.IdentityOf("anna");
    private static readonly string Bert = WrittenFieldlog.IdentityOf("bert");

    [Fact]
    public void Every_recording_of_a_file_is_read_and_unknown_events_are_passed_over()
    {
        WrittenFieldlog log = new WrittenFieldlog("anna").Up(1, "bert").Wrote(2, "m1").Line(3, "\"event\":\"teleport\",\"to\":\"mars\"").Line(3, "\"event\":\"round-trip\",\"peer\":\"bert-aaaa-aaaa-aaaa-aaaa-aaaa-aa\",\"microseconds\":1500")
            .Heard(4, "m2", "bert", hops: 2).Down(5, "bert").Line(5, "\"event\":\"gap\",\"events\":7").End(6)
            .Begin(10).Up(10, "bert", isStanding: true).Wrote(12, "m3");
        IReadOnlyList<FieldlogSession> sessions = FieldlogReader.Read(log.Source);

        Assert.Equal([Anna, Anna], sessions.Select(session => session.Node));
        Assert.Equal([new FieldlogLink(1_000_000, Bert, true, false), new FieldlogLink(5_000_000, Bert, false, false)], sessions[0].Links);
        Assert.Equal(new FieldlogMessage(4_000_000, "m2", Bert, "r", 40, 2), Assert.Single(sessions[0].Received));
        Assert.Equal((1500, 7, 6_000_000), (Assert.Single(sessions[0].RoundTrips), sessions[0].Missing, sessions[0].Last));
        Assert.Equal((1_796_000_010_000_000, 1_010_000_000), (sessions[1].Wall, sessions[1].Monotonic));
        Assert.Equal(new FieldlogLink(0, Bert, true, true), Assert.Single(sessions[1].Links));
    }

    [Theory]
    [InlineData("""{"t":7,"event":"publ""")]
    [InlineData("""{"t":7,"event":"published","message":"m","ori""")]
    [InlineData("{")]
    public void A_torn_line_is_passed_over_at_the_end_and_before_the_next_header(string torn)
    {
        string good = """{"t":5,"event":"link-up","peer":"bert-aaaa-aaaa-aaaa-aaaa-aaaa-aa"}""" + "\n";
        Assert.Single(Read(Header + good + torn)[0].Links);
        IReadOnlyList<FieldlogSession> sessions = Read(Header + good + torn + "\n" + Header + good);
        Assert.Equal([1, 1], sessions.Select(session => session.Links.Count));
    }

    [Theory]
    [InlineData("", "holds no recording")]
    [InlineData("""{"t":5,"event":"end"}""", "log.jsonl:1:1: expected the header")]
    [InlineData("""{"fieldlog":2,"node":"anna-aaaa-aaaa-aaaa-aaaa-aaaa-aa","wall":1,"monotonic":5}""", "newer program")]
    [InlineData("""{"fieldlog":1,"wall":1,"monotonic":5}""", "'node'")]
    [InlineData("HEADER{\"t\":5,\n{\"t\":6,\"event\":\"end\"}", "log.jsonl:2:1: expected one JSON object")]
    [InlineData("HEADER{\"t\":5,\"event\":\"end\"}\n{\"t\":4,\"event\":\"end\"}", "log.jsonl:3:1: expected 't' that is not below")]
    [InlineData("{\"fieldlog\":1,\"node\":\"\\u001b]0;owned\\u0007\",\"wall\":1,\"monotonic\":5}", "log.jsonl:1:1: expected 'node' as the identity of a node")]
    [InlineData("HEADER{\"t\":5,\"event\":\"link-up\",\"peer\":\"\\u202Eanna\"}", "log.jsonl:2:1: expected 'peer' as the identity of a node")]
    [InlineData("HEADER{\"t\":5,\"event\":\"published\",\"message\":\"a\\nb\",\"origin\":\"x\",\"room\":\"r\",\"bytes\":4}", "'message' as 1 to 64 letters and digits")]
    [InlineData("HEADER{\"t\":5,\"event\":\"received\",\"message\":\"m\",\"origin\":\"\\u009b1m\",\"room\":\"r\",\"bytes\":4,\"hops\":1}", "'origin' as the identity of a node")]
    [InlineData("HEADER{\"t\":-1,\"event\":\"end\"}", "'t' as a whole number")]
    [InlineData("HEADER{\"t\":1.5,\"event\":\"end\"}", "'t' as a whole number")]
    [InlineData("HEADER[1]", "the header of a field log before its events")]
    [InlineData("HEADER{\"t\":5,\"event\":\"link-up\"}", "'peer' as the identity of a node")]
    [InlineData("HEADER{\"t\":5,\"event\":\"rooms\",\"rooms\":[5]}", "'rooms' as a list of marks")]
    [InlineData("HEADER{\"t\":5,\"event\":\"received\",\"message\":\"m\",\"origin\":\"bert-aaaa-aaaa-aaaa-aaaa-aaaa-aa\",\"room\":\"r\",\"bytes\":-4,\"hops\":1}", "'bytes' as a whole number")]
    public void What_is_wrong_is_told_with_its_place(string text, string complaint) =>
        Assert.Contains(complaint, Assert.Throws<FormatFault>(() => Read(text.Replace("HEADER", Header, StringComparison.Ordinal))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_field_log_is_known_by_its_first_bytes_and_is_a_format_like_others()
    {
        FormatSource source = new WrittenFieldlog("anna").Up(1, "bert").Wrote(2, "m1").Down(5, "bert").Source;
        Assert.True(FieldlogReader.IsFieldlog(source));
        Assert.Equal("fieldlog", FormatDetection.Tell(source));
        Imported imported = FormatCatalogue.Read([source], "anna.jsonl", "");
        Assert.Equal((2, 1, 1), (imported.Nodes, imported.Contacts!.Contacts.Count, imported.Messages.Count));
    }

    [Fact]
    public void An_identity_is_the_same_however_it_is_spelt() =>
        Assert.Equal(Anna, Assert.Single(Read(Header.Replace(Anna, Anna.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant(), StringComparison.Ordinal))).Node);

    private static IReadOnlyList<FieldlogSession> Read(string text) => FieldlogReader.Read(FormatSource.OfText("log.jsonl", text));
}
