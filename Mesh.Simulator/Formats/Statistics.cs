using Mesh.Simulator.Runs;
using Mesh.Simulator.World;

namespace Mesh.Simulator.Formats;

/// <summary>What there is to say about a plan of contacts before any protocol runs on it. Times in seconds.</summary>
internal sealed record Statistics
{
    /// <summary>Into how many pieces the time is cut for <see cref="PartsOverTime"/>.</summary>
    private const int Pieces = 60;

    /// <summary>How many neighbours a node has, over nodes and time.</summary>
    public required double DegreeMean { get; init; }

    /// <summary>Most neighbours that a node had at once.</summary>
    public required int DegreeMax { get; init; }

    /// <summary>Into how many parts the network falls, over time; a node alone is a part. NaN where the plan is too large to tell.</summary>
    public required double PartsMean { get; init; }

    /// <summary>Most parts at once.</summary>
    public required int PartsMax { get; init; }

    /// <summary>Mean share of the nodes that are in the largest part.</summary>
    public required double LargestPartMean { get; init; }

    /// <summary>Most nodes that were in one part at once.</summary>
    public required int LargestPartMax { get; init; }

    /// <summary>Mean parts in each sixtieth of the time.</summary>
    public required IReadOnlyList<double> PartsOverTime { get; init; }

    /// <summary>How long contacts last; those that the file's beginning or end cuts count as they stand.</summary>
    public required Spread ContactSeconds { get; init; }

    /// <summary>The same in steps.</summary>
    public required Histogram ContactSteps { get; init; }

    /// <summary>How long two nodes wait from the end of one contact to the beginning of the next.</summary>
    public required Spread BetweenSeconds { get; init; }

    /// <summary>The same in steps.</summary>
    public required Histogram BetweenSteps { get; init; }

    /// <summary>How many pairs ever meet.</summary>
    public required int Pairs { get; init; }

    /// <summary>Counts a plan between two instants.</summary>
    public static Statistics Of(ContactPlan plan, MeshInstant from, MeshInstant until)
    {
        double span = Math.Max((until - from).TotalSeconds, 1e-6);
        double[] lengths = [.. plan.Contacts.Select(contact => (contact.Down - contact.Up).TotalSeconds)];
        (double[] between, int pairs) = Between(plan);
        (double partsMean, int partsMax, double largestMean, int largestMax, double[] overTime) = Parts(plan, from, until, span);
        return new Statistics
        {
            DegreeMean = 2 * lengths.Sum() / (span * Math.Max(1, plan.Nodes)),
            DegreeMax = MostNeighbours(plan),
            PartsMean = partsMean,
            PartsMax = partsMax,
            LargestPartMean = largestMean,
            LargestPartMax = largestMax,
            PartsOverTime = overTime,
            ContactSteps = Histogram.Of(lengths),
            ContactSeconds = Spreads.Of(lengths),
            BetweenSteps = Histogram.Of(between),
            BetweenSeconds = Spreads.Of(between),
            Pairs = pairs,
        };
    }

    private static (double[] Between, int Pairs) Between(ContactPlan plan)
    {
        Contact[] contacts = [.. plan.Contacts.OrderBy(contact => (contact.A, contact.B, contact.Up))];
        List<double> between = [];
        int pairs = 0;
        for (int i = 0; i < contacts.Length; i++)
        {
            bool isSamePair = i > 0 && contacts[i].A == contacts[i - 1].A && contacts[i].B == contacts[i - 1].B;
            pairs += isSamePair ? 0 : 1;
            if (isSamePair)
            {
                between.Add((contacts[i].Up - contacts[i - 1].Down).TotalSeconds);
            }
        }

        return ([.. between], pairs);
    }

    private static int MostNeighbours(ContactPlan plan)
    {
        int[] degree = new int[plan.Nodes];
        int most = 0;
        IEnumerable<(MeshInstant At, int Change, Contact Contact)> changes = plan.Contacts
            .Where(contact => contact.Up < contact.Down)
            .SelectMany(contact => new[] { (contact.Up, 1, contact), (contact.Down, -1, contact) });
        foreach ((_, int change, Contact contact) in changes.OrderBy(change => (change.At, change.Change)))
        {
            most = Math.Max(most, Math.Max(degree[contact.A] += change, degree[contact.B] += change));
        }

        return most;
    }

    private static (double Mean, int Max, double LargestMean, int LargestMax, double[] OverTime) Parts(ContactPlan plan, MeshInstant from, MeshInstant until, double span)
    {
        double[] overTime = new double[Pieces];
        if (plan.Contacts.Count > Partitions.ContactsMax)
        {
            return (double.NaN, 0, double.NaN, 0, overTime);
        }

        double sum = 0;
        double largestSum = 0;
        int most = 0;
        int largestMost = 0;
        Partitions.Follow(plan, from, until, (start, end, parts, largest) =>
        {
            double seconds = (end - start) / 1e6;
            sum += seconds * parts;
            largestSum += seconds * largest;
            most = Math.Max(most, parts);
            largestMost = Math.Max(largestMost, largest);
            Spread(overTime, (start - from.Microseconds) / 1e6 / span, seconds / span, parts);
        });
        return (sum / span, most, largestSum / span / Math.Max(1, plan.Nodes), largestMost, overTime);
    }

    /// <summary>Adds a value that held for a share of the time to the pieces that it touches.</summary>
    private static void Spread(double[] pieces, double start, double share, double value)
    {
        double end = (start + share) * pieces.Length;
        double at = start * pieces.Length;
        while (at < end)
        {
            int piece = Math.Min((int)at, pieces.Length - 1);
            double next = piece == pieces.Length - 1 ? end : Math.Min(end, piece + 1);
            pieces[piece] += value * (next - at);
            at = next;
        }
    }
}
