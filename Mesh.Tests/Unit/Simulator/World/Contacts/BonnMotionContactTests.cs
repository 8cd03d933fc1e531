using System.Globalization;
using System.IO.Compression;
using Mesh.Simulator.World;
using Mesh.Simulator.World.Contacts;

namespace Mesh.Tests.Unit.Simulator.World.Contacts;

/// <summary>Another program's exact answers to the same question.</summary>
public sealed class BonnMotionContactTests
{
    [Theory]
    [Trait("needs", "traces")]
    [InlineData("gm3d30", 500)]
    [InlineData("rpgm50", 100)]
    public void Contacts_are_those_of_the_link_file_to_a_microsecond(string name, int range)
    {
        string? folder = Environment.GetEnvironmentVariable("MESH_TRACES");
        Assert.SkipUnless(folder is not null, "MESH_TRACES names no folder of traces.");
        string movements = Path.Combine(folder!, "golden", "bonnmotion", $"{name}.movements.gz");
        string links = Path.Combine(folder!, "golden", "bonnmotion", FormattableString.Invariant($"{name}.links_{range}.txt"));
        Assert.SkipUnless(File.Exists(movements) && File.Exists(links), $"The folder of traces has no {name}.");
        var time = TimeSpan.FromSeconds(300);

        ContactPlan plan = ContactFinder.Find(new Movement(time, Tracks(movements)), new DiskReach(range), time);

        var found = plan.Contacts.OrderBy(contact => (contact.A, contact.B, contact.Up)).ToArray();
        (int A, int B, double Up, double Down)[] expected = [.. File.ReadLines(links).SelectMany(Intervals)];
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal((expected[i].A, expected[i].B), (found[i].A, found[i].B));
            Assert.Equal(expected[i].Up, found[i].Up.Microseconds / 1e6, 1e-6);
            Assert.Equal(expected[i].Down, found[i].Down.Microseconds / 1e6, 1e-6);
        }
    }

    private static List<Track> Tracks(string file)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        List<Track> tracks = [];
        int step = 3;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
            {
                step = line == "#3D" ? 4 : 3;
                continue;
            }

            double[] numbers = [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            List<Waypoint> way = [];
            for (int i = 0; i + step <= numbers.Length; i += step)
            {
                double at = Math.Round(numbers[i] * 1e6);
                way.Add(new Waypoint(new MeshInstant((long)at), new Position(numbers[i + 1], numbers[i + 2], step == 4 ? numbers[i + 3] : 0)) { Remainder = (numbers[i] * 1e6) - at });
            }

            tracks.Add(new Track(way));
        }

        return tracks;
    }

    private static IEnumerable<(int A, int B, double Up, double Down)> Intervals(string line)
    {
        string[] parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (string interval in parts.Skip(2))
        {
            string[] ends = interval.Split('-');
            yield return (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(ends[0], CultureInfo.InvariantCulture), double.Parse(ends[1], CultureInfo.InvariantCulture));
        }
    }
}
