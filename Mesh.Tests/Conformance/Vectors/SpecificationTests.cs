using System.Globalization;
using System.Text.RegularExpressions;
using Mesh.Wire;

namespace Mesh.Tests.Conformance.Vectors;

/// <summary>Holds docs/protocol.md to the code: tables are what people implement from.</summary>
public sealed partial class SpecificationTests
{
    private static string Specification => File.ReadAllText(RepositoryFiles.PathOf("docs/protocol.md"));

    [Fact]
    public void The_table_of_records_lists_every_kind_under_its_number()
    {
        string[] specified = [.. KindRow().Matches(Specification).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}")];
        string[] known = [.. Enum.GetValues<RecordKind>().Select(kind => string.Create(CultureInfo.InvariantCulture, $"{(int)kind} {kind.ToString().ToUpperInvariant()} {(int)kind}"))];

        Assert.Equal(known, specified);
    }

    [Fact]
    public void The_table_of_limits_says_what_the_code_keeps()
    {
        AssertRow("frame", WireLimits.FrameBytesMax);
        AssertRow("depth of a record", WireLimits.RecordDepthMax);
        AssertRow("bodies of one bundle", WireLimits.BodyBytesMax);
        AssertRow("messages of one bundle", WireLimits.BundleMessagesMax);
        AssertRow("parents of one message", WireLimits.ParentsMax);
        AssertRow("core", WireLimits.CoreBytesMax);
        AssertRow("name", WireLimits.NameBytesMax);
        AssertRow("detail", WireLimits.DetailBytesMax);
        AssertRow("peers in NEIGHBOURS, PEERS, KEYWANT", WireLimits.NeighboursMax);
        AssertRow("peers in NEIGHBOURS, PEERS, KEYWANT", WireLimits.PeerAddressesMax);
        AssertRow("peers in NEIGHBOURS, PEERS, KEYWANT", WireLimits.KeyWantsMax);
        AssertRow("announcements in IHAVE; ids in GRAFT, WANT", WireLimits.AnnouncementsMax);
        AssertRow("announcements in IHAVE; ids in GRAFT, WANT", WireLimits.ShortsMax);
        AssertRow("heads, rooms in HEADS", WireLimits.HeadsMax, WireLimits.RoomsMax);
        AssertRow("ranges in PULL", WireLimits.PullRangesMax);
        AssertRow("key, prekey, signature of unknown suites", WireLimits.KeyBytesMax, WireLimits.PrekeyBytesMax, WireLimits.SignatureBytesMax);
    }

    private static void AssertRow(string name, params int[] limits)
    {
        string numbers = string.Join("; ", limits.Select(limit => limit.ToString("N0", CultureInfo.InvariantCulture)));
        Assert.Matches($@"\| {Regex.Escape(name)} \| {numbers}( B)? \|", Specification);
    }

    [GeneratedRegex(@"^\| (\d+) \| ([A-Z]+) \| `\[(\d+)[,\]]", RegexOptions.Multiline)]
    private static partial Regex KindRow();
}
