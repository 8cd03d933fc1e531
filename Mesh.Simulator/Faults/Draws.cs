using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Faults;

/// <summary>Draws by exact arithmetic: the same on every machine.</summary>
internal static class Draws
{
    private const double Unit = 1.0 / (1UL << 53);

    /// <summary>True with a probability.</summary>
    public static bool Chance(MeshRandom random, double probability) => (random.NextUInt64() >> 11) * Unit < probability;

    /// <summary>A time between two bounds in seconds.</summary>
    public static TimeSpan Time(MeshRandom random, Bounds bounds) =>
        random.NextTime(Span(bounds.Min), Span(bounds.Max));

    /// <summary>Some of many, at least one unless the share is zero, in the order in which they were given.</summary>
    public static T[] Some<T>(T[] all, double share, MeshRandom random)
    {
        int wanted = share <= 0 || all.Length == 0 ? 0 : Math.Clamp((int)Math.Round(share * all.Length, MidpointRounding.AwayFromZero), 1, all.Length);
        int[] places = [.. Enumerable.Range(0, all.Length)];
        for (int i = 0; i < wanted; i++)
        {
            int other = i + random.Next(places.Length - i);
            (places[i], places[other]) = (places[other], places[i]);
        }

        return [.. places.Take(wanted).Order().Select(place => all[place])];
    }

    private static TimeSpan Span(double seconds) => TimeSpan.FromMicroseconds((long)Math.Round(seconds * 1_000_000));
}
