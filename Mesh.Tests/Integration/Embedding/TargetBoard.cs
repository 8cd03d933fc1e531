using System.Globalization;

namespace Mesh.Tests.Integration.Embedding;

// Sample begins.
/// <summary>Where each target was seen last, as one drone knows it. All drones' boards agree once everybody has every report.</summary>
public sealed class TargetBoard(MeshRoom room, Func<TargetBoard.Report, TargetBoard.Report, bool>? replaces = null)
{
    private readonly SortedDictionary<string, Report> _latest = new(StringComparer.Ordinal);
    private long _turn;

    public override string ToString() => string.Join("; ", _latest.Select(target => $"{target.Key}: {target.Value.Place}"));

    public Task ReportAsync(string target, string place) => room.SendAsync(FormattableString.Invariant($"{++_turn} {target} {place}"));

    public async Task FollowAsync()
    {
        await foreach (RoomMessage message in room.ReadAllAsync())
        {
            string[] words = message.Text.Split(' ', 3);
            Report report = new(long.Parse(words[0], CultureInfo.InvariantCulture), message.From.ToString(), words[2]);
            _turn = Math.Max(_turn, report.Turn);
            if (!_latest.TryGetValue(words[1], out Report? known) || (replaces ?? IsNewer)(report, known))
            {
                _latest[words[1]] = report;
            }
        }
    }

    // Reports of two drones that had not heard of each other have the same turn; then any rule will do that is the same everywhere.
    private static bool IsNewer(Report report, Report known) =>
        report.Turn != known.Turn ? report.Turn > known.Turn : string.CompareOrdinal(report.From, known.From) > 0;

    public sealed record Report(long Turn, string From, string Place);
}
// Sample ends.
