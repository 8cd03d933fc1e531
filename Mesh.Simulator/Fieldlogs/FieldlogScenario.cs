using System.Globalization;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Network;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World.Radio;

namespace Mesh.Simulator.Fieldlogs;

/// <summary>
/// The scenario that field logs make: their contacts, their messages, and a network as quick as their links were. A contact in the logs is a link that
/// stood, so nothing is left to be discovered, nobody has to find out that it ended, and it begins early enough to stand when the link did.
/// </summary>
internal static class FieldlogScenario
{
    /// <summary>Run on behind the last line, so that what was written there counts.</summary>
    private static readonly TimeSpan Tail = TimeSpan.FromSeconds(1);

    /// <summary>Links over a cable, where no round trip was recorded.</summary>
    private const double DelayUnknown = 0.001;

    private const double DelayMin = 0.000_01;

    private const long MicrosecondsOfDay = 86_400_000_000;

    /// <summary>How long a scenario may last.</summary>
    private static readonly TimeSpan DurationMax = TimeSpan.FromDays(365);

    /// <summary>Makes it.</summary>
    /// <param name="trace">What the logs tell.</param>
    /// <param name="files">The logs.</param>
    /// <param name="folder">The folder of the scenario file; the logs are named relative to it.</param>
    /// <exception cref="FormatFault">The logs are so far apart that no scenario lasts as long.</exception>
    public static Scenario Of(FieldlogTrace trace, IReadOnlyList<string> files, string folder)
    {
        if (trace.Until - MeshInstant.Zero + Tail > DurationMax)
        {
            throw TooLong(trace);
        }

        string names = string.Join(',', files.Select(file => Path.GetRelativePath(folder, Path.GetFullPath(file)).Replace('\\', '/')));
        TimeSpan duration = trace.Until - MeshInstant.Zero + Tail;
        double delay = DelayOf(trace);
        return new Scenario
        {
            Name = "fieldlog",
            About = FormattableString.Invariant($"What {trace.Sessions.Select(session => session.Node).Distinct().Count()} nodes recorded: their contacts and messages."),
            Duration = duration,
            Import = new ImportSpec { File = names, Format = FieldlogReader.FormatName, ContactLead = TimeSpan.FromMicroseconds(Math.Round(delay * 1_000_000) * DialAttempt.Crossings) },
            Radio = new RadioSpec { Delay = new Bounds(delay, delay) },
            Node = new NodeSpec { KeepAlive = false, Discovery = new Bounds(0, 0), LinksMax = Math.Max(new NodeSpec().LinksMax, LinksOf(trace)) },
            Workload = trace.Messages.Count > 0 ? [new WorkloadSpec { Kind = WorkloadKind.Replay, File = names, Format = FieldlogReader.FormatName, From = TimeSpan.Zero, Until = duration }] : [],
            Settle = TimeSpan.Zero,
        };
    }

    /// <summary>
    /// Names the recording that is far off. Clocks without a battery begin in the past, so of two recordings it is the earlier; of several it is the
    /// smaller side of the widest gap.
    /// </summary>
    private static FormatFault TooLong(FieldlogTrace trace)
    {
        int[] order = [.. Enumerable.Range(0, trace.Sessions.Count).OrderBy(number => trace.Clocks[number].Start)];
        int after = Enumerable.Range(0, order.Length - 1).DefaultIfEmpty().MaxBy(Gap);
        long gap = Gap(after);
        FieldlogSession session = trace.Sessions[2 * (after + 1) <= order.Length ? order[after] : order[^1]];
        if (TimeSpan.FromMicroseconds(gap) < DurationMax / 2)
        {
            return FormatFault.Of(session.File, FormattableString.Invariant($"lasts {trace.Until.Microseconds / MicrosecondsOfDay} days with what is read beside it; at most {DurationMax.TotalDays} are replayed, so leave recordings out."));
        }

        string says = DateTimeOffset.UnixEpoch.AddMicroseconds(session.Wall).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return FormatFault.Of(
            session.File,
            FormattableString.Invariant($"its clock said {says} UTC, {gap / MicrosecondsOfDay} days from the others', and it has no link and no message in common with them that would tell how wrong it was; leave it out, or set 'wall' in its header (now {session.Wall})."));

        // None where there is one recording.
        long Gap(int place) => trace.Clocks[order[Math.Min(place + 1, order.Length - 1)]].Start - trace.Clocks[order[place]].Start;
    }

    /// <summary>
    /// Half of a quick round trip, seconds to the microsecond: a tenth of those recorded are quicker. What takes longer waited for a processor, as
    /// programs that have just started do, and time on a processor is not simulated.
    /// </summary>
    private static double DelayOf(FieldlogTrace trace)
    {
        long[] roundTrips = [.. trace.Sessions.SelectMany(session => session.RoundTrips).Order()];
        return roundTrips.Length == 0 ? DelayUnknown : Math.Max(DelayMin, Math.Round(roundTrips[roundTrips.Length / 10] / 2.0) / 1_000_000);
    }

    /// <summary>Most peers that anybody was ever linked with: as many links as a node may need at once.</summary>
    private static int LinksOf(FieldlogTrace trace) => trace.Contacts
        .SelectMany(contact => new[] { (contact.A, contact.B), (A: contact.B, B: contact.A) })
        .Distinct()
        .GroupBy(pair => pair.A)
        .Select(peers => peers.Count())
        .DefaultIfEmpty(0)
        .Max();
}
