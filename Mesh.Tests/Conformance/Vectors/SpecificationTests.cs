using System.Globalization;
using System.Text.RegularExpressions;
using Mesh.Hosting;
using Mesh.Protocol;
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

    [Fact]
    public void The_table_of_parameters_says_what_the_code_does()
    {
        GossipOptions options = new();
        AssertParameter("events of one author (`EventsPerSecond`)", $"{Text(options.EventsPerSecond)}/s");
        AssertParameter("bytes of them (`EventBytesPerSecond`)", $"{MiB(options.EventBytesPerSecond)}/s");
        AssertParameter("events and routed messages that wait at their author", Text(ProtocolLimits.PendingEventsMax));
        AssertParameter("events held for GRAFT", $"{MiB(ProtocolLimits.EventStoreBytesMax)}; {Text(ProtocolLimits.EventStoreTime)}");
        AssertParameter("events that wait for earlier ones", $"{MiB(ProtocolLimits.EventsAheadBytesMax)}; {Text(ProtocolLimits.EventHoldBack)}");
        AssertParameter("first event of a stream waits", Text(ProtocolLimits.EventFirstHoldBack));
        AssertParameter("queue of events on a link", MiB(NodeLimits.TopicQueueBytesMax));
        AssertParameter("routes", $"{Text(ProtocolLimits.RoutesMax)}; {Text(ProtocolLimits.RouteLife)}");
        AssertParameter("attempts and bundles remembered", Text(ProtocolLimits.RoutedSeenMax));
        AssertParameter("interests in a presence", $"{ProtocolLimits.InterestsMax} topics, {ProtocolLimits.InterestsMax} procedures");
        AssertParameter("neighbours in a presence", Text(ProtocolLimits.PresenceNeighboursMax));
        AssertParameter("calls that a node makes at once", Text(ProtocolLimits.CallsMax));
        AssertParameter("calls that it executes at once", Text(ProtocolLimits.InvocationsMax));
        AssertParameter("answers that it keeps", $"{Text(ProtocolLimits.AnswersMax)}; {MiB(ProtocolLimits.AnswerBytesMax)}; {Text(ProtocolLimits.AnswerLife)}");
        AssertParameter("time until ACK", Text(ProtocolLimits.CallAckDelay));
        AssertParameter("time until the next attempt", Text(ProtocolLimits.CallAckTime));
        AssertParameter("time to find who offers a procedure", Text(ProtocolLimits.OfferPatience));
        AssertParameter("time to reach a callee", Text(ProtocolLimits.WayPatience));
        AssertParameter("questions after a call that is acknowledged", $"{Text(ProtocolLimits.ProbeTimeMin)} to {Text(ProtocolLimits.ProbeTimeMax)}");
        AssertParameter("callees tried", Text(ProtocolLimits.CalleesTriedMax));
        AssertParameter("probes under way", Text(ProtocolLimits.ProbesMax));
        AssertParameter("time until a probe is lost", Text(ProtocolLimits.EchoPatience));
        AssertParameter("messages whose way is remembered", Text(ProtocolLimits.MessageWaysMax));
        AssertParameter("askers whose rate is kept", Text(ProtocolLimits.ProbeAskersMax));
    }

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");

    private static string MiB(int bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes >> 20} MiB");

    private static void AssertParameter(string name, string value) => Assert.Contains($"| {name} | {value} |", Specification, StringComparison.Ordinal);

    private static void AssertRow(string name, params int[] limits)
    {
        string numbers = string.Join("; ", limits.Select(limit => limit.ToString("N0", CultureInfo.InvariantCulture)));
        Assert.Matches($@"\| {Regex.Escape(name)} \| {numbers}( B)? \|", Specification);
    }

    [GeneratedRegex(@"^\| (\d+) \| ([A-Z]+) \| `\[(\d+)[,\]]", RegexOptions.Multiline)]
    private static partial Regex KindRow();
}
