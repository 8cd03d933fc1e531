using System.Globalization;
using System.Text;
using Mesh.Simulator.Fieldlogs;
using Mesh.Simulator.Formats;

namespace Mesh.Tests.Unit.Simulator.Fieldlogs;

/// <summary>What is compared of field logs grows with recordings times what they hold; a small hostile log may keep the machine no longer than a great one.</summary>
public sealed class FieldlogBoundsTests
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    [Fact]
    public void As_many_recordings_as_may_be_are_read_with_as_many_messages_as_may_be()
    {
        FieldlogTrace trace = Trace(Recordings(FormatLimits.SessionsMax - 1, "other"), Published(FormatLimits.PairsMax / FormatLimits.SessionsMax));

        Assert.Equal((FormatLimits.SessionsMax, 10_000), (trace.Sessions.Count, trace.Messages.Count));
        Assert.All(trace.Messages, message => Assert.Equal(FormatLimits.SessionsMax - 1, message.For.Length));
    }

    [Fact]
    public void One_message_more_is_refused() => AssertRefused(
        "pub.jsonl: makes 10001000 messages times recordings, together with what is read beside it; at most 10000000 are compared",
        Recordings(FormatLimits.SessionsMax - 1, "other"),
        Published(10_001));

    [Fact]
    public void One_recording_more_is_refused_where_it_stands() =>
        AssertRefused("many.jsonl:3001:1: expected at most 1000 recordings", Recordings(FormatLimits.SessionsMax + 1, "many"));

    [Fact]
    public void Recordings_of_several_files_count_together() =>
        AssertRefused("many.jsonl: makes 1300 recordings, together with what is read beside it; at most 1000 are compared", Recordings(600, "some"), Recordings(700, "many"));

    [Fact]
    public void Events_that_would_be_looked_at_too_often_are_refused()
    {
        WrittenFieldlog heard = new("hear");
        for (int number = 0; number <= FormatLimits.ComparisonsMax / FormatLimits.SessionsMax; number++)
        {
            heard.Heard(1, "m", "anna");
        }

        AssertRefused("hear.jsonl: makes 20001000 events times recordings", Recordings(FormatLimits.SessionsMax - 1, "other"), heard.Source);
    }

    [Fact]
    public void Link_ups_that_would_be_compared_each_with_each_are_refused()
    {
        WrittenFieldlog bert = new("bert");
        WrittenFieldlog anna = new("anna");
        for (int number = 0; number < 400; number++)
        {
            bert.Up(number, "anna").Down(number, "anna");
        }

        for (int recording = 1; recording <= 112; recording++)
        {
            anna.Begin(1000 * recording);
            for (int number = 0; number < 300; number++)
            {
                anna.Up((1000 * recording) + number, "bert");
            }
        }

        AssertRefused("anna.jsonl: makes 10080000 pairs of link-ups", bert.Source, anna.Source);
    }

    private static FieldlogTrace Trace(params FormatSource[] sources) => FieldlogTrace.Read(sources, "logs");

    private static void AssertRefused(string complaint, params FormatSource[] sources) =>
        Assert.StartsWith(complaint, Assert.Throws<FormatFault>(() => Trace(sources)).Message, StringComparison.Ordinal);

    private static FormatSource Published(int count)
    {
        WrittenFieldlog log = new("pub2");
        for (int number = 0; number < count; number++)
        {
            log.Wrote(1, string.Create(CultureInfo.InvariantCulture, $"m{number}"));
        }

        return FormatSource.OfText("pub.jsonl", log.Text);
    }

    /// <summary>So many recordings, each of another node.</summary>
    private static FormatSource Recordings(int count, string file)
    {
        StringBuilder text = new();
        for (int number = 0; number < count; number++)
        {
            string node = string.Concat("q", Letters[number / 26 / 26], Letters[number / 26 % 26], Letters[number % 26]);
            text.Append(new WrittenFieldlog(node).End(60).Text);
        }

        return FormatSource.OfText(file + ".jsonl", text.ToString());
    }
}
