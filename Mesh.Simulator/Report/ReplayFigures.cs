using System.Text.Json;
using Mesh.Simulator.Runs;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Report;

/// <summary>
/// What the viewer shows, as JSON. Times are whole microseconds, waypoints' times milliseconds, places centimetres; long lists are flat, so that they are short
/// and quick to read. The viewer takes the same from any other source.
/// </summary>
internal static class ReplayFigures
{
    /// <summary>Most waypoints; tracks with more are drawn with fewer corners.</summary>
    private const int WaypointsMax = 300_000;

    private const double CentimetresPerMetre = 100;

    /// <summary>Writes everything.</summary>
    public static void Write(Utf8JsonWriter json, RunResult result, ReplayCollector collected)
    {
        long end = collected.Scene.Contacts.Duration.Ticks / TimeSpan.TicksPerMicrosecond;
        json.WriteStartObject();
        json.WriteString("scenario", result.Scenario);
        json.WriteString("protocol", result.Protocol);
        json.WriteString("seed", result.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        json.WriteString("traceHash", result.TraceHash);
        json.WriteNumber("nodes", collected.Scene.Contacts.Nodes);
        json.WriteNumber("duration", end);
        List<string> notes = [];
        WritePlaces(json, collected.Scene, notes);
        WriteSpans(json, "contacts", collected.Contacts, end, notes);
        WriteSpans(json, "links", collected.Links, end, notes);
        WriteSpans(json, "runs", collected.Runs, end, notes);
        WriteMessages(json, collected, notes);
        WriteFrames(json, collected.Frames, notes);
        WriteMarks(json, collected.Marks);
        WriteSent(json, collected);
        WriteCourse(json, collected.Timeline);
        json.WriteStartArray("notes");
        notes.ForEach(json.WriteStringValue);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlaces(Utf8JsonWriter json, Scene scene, List<string> notes)
    {
        Movement? movement = scene.Movement;
        bool isSpatial = movement is not null && movement.Tracks.Any(track => track.Waypoints.Any(waypoint => waypoint.Place.Z != movement.Tracks[0].Waypoints[0].Place.Z));
        json.WriteBoolean("placed", movement is not null);
        json.WriteNumber("dimensions", isSpatial ? 3 : 2);
        json.WriteStartArray("tracks");
        if (movement is null)
        {
            foreach (Position place in GraphLayout.Place(scene.Contacts))
            {
                WriteTrack(json, [new Waypoint(MeshInstant.Zero, place)], step: 1, isSpatial: false);
            }
        }
        else
        {
            int step = 1 + (movement.Tracks.Sum(track => track.Waypoints.Count) / WaypointsMax);
            foreach (Track track in movement.Tracks)
            {
                WriteTrack(json, track.Waypoints, step, isSpatial);
            }

            if (step > 1)
            {
                notes.Add(FormattableString.Invariant($"Of the waypoints every {step}th is drawn."));
            }
        }

        json.WriteEndArray();
        json.WriteStartArray("active");
        for (int node = 0; node < (movement?.Tracks.Count ?? 0); node++)
        {
            foreach (ActiveSpan span in movement!.Tracks[node].Active)
            {
                WriteNumbers(json, node, span.From.Microseconds, Math.Min(span.Until.Microseconds, scene.Contacts.Duration.Ticks / TimeSpan.TicksPerMicrosecond));
            }
        }

        json.WriteEndArray();
    }

    private static void WriteTrack(Utf8JsonWriter json, IReadOnlyList<Waypoint> waypoints, int step, bool isSpatial)
    {
        json.WriteStartArray();
        for (int i = 0; i < waypoints.Count; i++)
        {
            if (i % step == 0 || i == waypoints.Count - 1)
            {
                Position place = waypoints[i].Place;
                WriteNumbers(json, waypoints[i].At.Microseconds / 1000, Centimetres(place.X), Centimetres(place.Y));
                if (isSpatial)
                {
                    json.WriteNumberValue(Centimetres(place.Z));
                }
            }
        }

        json.WriteEndArray();
    }

    /// <summary>First, second, from, until, and so on.</summary>
    private static void WriteSpans(Utf8JsonWriter json, string name, SpanLog log, long end, List<string> notes)
    {
        json.WriteStartArray(name);
        foreach ((int a, int b, long from, long until) in log.Spans)
        {
            WriteNumbers(json, a, b, from, Math.Min(until, end));
        }

        json.WriteEndArray();
        if (log.LostFrom is { } lost)
        {
            notes.Add(FormattableString.Invariant($"Too many {name} to show: those that began from {lost / 1_000_000.0:0.###} s on are left out."));
        }
    }

    /// <summary>Messages as [number, written at, writer, bytes, room, how many should get it]; showings as message, node, time since writing, hops, and so on.</summary>
    private static void WriteMessages(Utf8JsonWriter json, ReplayCollector collected, List<string> notes)
    {
        SortedDictionary<int, long> writtenAt = [];
        json.WriteStartArray("messages");
        foreach (ReplayMessage message in collected.Messages)
        {
            writtenAt[message.Number] = message.At;
            json.WriteStartArray();
            WriteNumbers(json, message.Number, message.At, message.Writer, message.Bytes);
            json.WriteStringValue(message.Room);
            json.WriteNumberValue(message.Wanted);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("showings");
        foreach ((int message, ReplayShowing showing) in collected.Showings.Kept)
        {
            if (writtenAt.TryGetValue(message, out long at))
            {
                WriteNumbers(json, message, showing.Node, showing.At - at, showing.Hops);
            }
        }

        json.WriteEndArray();
        json.WriteNumber("shownStride", collected.Showings.Stride);
        if (collected.MessagesLost > 0)
        {
            notes.Add(FormattableString.Invariant($"The last {collected.MessagesLost} messages are left out."));
        }

        if (collected.Showings.Stride > 1)
        {
            notes.Add(FormattableString.Invariant($"Too many showings: every {collected.Showings.Stride}th message can be followed."));
        }
    }

    /// <summary>Bodies as message, sent, time under way, from, to, and so on; others the same without the message. Both by the time of sending.</summary>
    private static void WriteFrames(Utf8JsonWriter json, ReplayFrames frames, List<string> notes)
    {
        json.WriteStartArray("bodies");
        foreach ((int message, ReplayFrame frame) in frames.Bodies.Kept.OrderBy(entry => entry.Record.Sent))
        {
            WriteNumbers(json, message, frame.Sent, frame.Arrived - frame.Sent, frame.From, frame.To);
        }

        json.WriteEndArray();
        json.WriteStartArray("others");
        foreach (ReplayFrame frame in frames.Others.Kept.OrderBy(frame => frame.Sent))
        {
            WriteNumbers(json, frame.Sent, frame.Arrived - frame.Sent, frame.From, frame.To);
        }

        json.WriteEndArray();
        if (frames.Bodies.Stride > 1)
        {
            notes.Add(FormattableString.Invariant($"Frames that carry messages are drawn for every {frames.Bodies.Stride}th message."));
        }

        if (frames.Others.Stride > 1)
        {
            notes.Add(FormattableString.Invariant($"Of the frames that carry no message one of {frames.Others.Stride} is drawn."));
        }
    }

    private static void WriteMarks(Utf8JsonWriter json, IReadOnlyList<ReplayMark> marks)
    {
        json.WriteStartArray("marks");
        foreach (ReplayMark mark in marks)
        {
            json.WriteStartArray();
            WriteNumbers(json, mark.At, mark.Node);
            json.WriteStringValue(mark.Text);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Bytes that node 0, 1... had sent by the first look, then by the second, and so on.</summary>
    private static void WriteSent(Utf8JsonWriter json, ReplayCollector collected)
    {
        json.WriteNumber("sentLooks", collected.SentLooks);
        json.WriteStartArray("sent");
        foreach (long[] look in collected.Sent)
        {
            WriteNumbers(json, look);
        }

        json.WriteEndArray();
    }

    private static void WriteCourse(Utf8JsonWriter json, NetworkTimeline timeline)
    {
        json.WriteStartArray("parts");
        WriteNumbers(json, [.. timeline.Samples.Select(sample => (long)sample.Parts)]);
        json.WriteEndArray();
    }

    private static long Centimetres(double metres) => (long)Math.Round(metres * CentimetresPerMetre);

    private static void WriteNumbers(Utf8JsonWriter json, params ReadOnlySpan<long> numbers)
    {
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }
    }
}
