using System.Globalization;
using System.Net;

namespace Mesh.Node.Doctor.Probes;

/// <summary>
/// Asks the system's neighbour table about peers that did not answer. It tells what TCP cannot: whether any frame for this machine alone came from there.
/// An entry that is being probed is looked at twice, for a neighbour that answers leaves that state within milliseconds.
/// </summary>
internal static class NeighbourProbe
{
    public const string Failed = "failed";
    public const string Incomplete = "incomplete";
    public const string Probing = "probe";
    public const string Reachable = "reachable";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    /// <summary>The entries of these addresses; none where the table cannot be read.</summary>
    public static async Task<IReadOnlyList<NeighbourFacts>> LookAsync(IMachine machine, IReadOnlyCollection<string> endPoints, CancellationToken cancellationToken)
    {
        HashSet<string> wanted = [.. endPoints.Select(AddressOf).OfType<string>()];
        if (wanted.Count == 0 || machine.System != "linux")
        {
            return [];
        }

        IReadOnlyList<NeighbourFacts> found = await ReadAsync(machine, wanted, cancellationToken);
        if (!found.Any(entry => entry.State == Probing))
        {
            return found;
        }

        await machine.WaitAsync(Between, cancellationToken);
        return await ReadAsync(machine, wanted, cancellationToken);
    }

    /// <summary>The bare address of an endpoint, without port and scope; null when it is none.</summary>
    public static string? AddressOf(string endPoint) =>
        IPEndPoint.TryParse(endPoint, out IPEndPoint? parsed) ? new IPAddress(parsed.Address.GetAddressBytes()).ToString() : null;

    private static async Task<IReadOnlyList<NeighbourFacts>> ReadAsync(IMachine machine, HashSet<string> wanted, CancellationToken cancellationToken)
    {
        string table = await machine.RunAsync("ip", ["-s", "neigh", "show"], cancellationToken) ?? string.Empty;
        List<NeighbourFacts> found = [];
        foreach (string[] words in table.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            int dev = Array.IndexOf(words, "dev");
            if (dev > 0 && dev + 2 < words.Length && wanted.Contains(words[0]))
            {
                found.Add(new NeighbourFacts(words[0], words[dev + 1], words[^1].ToLowerInvariant(), Confirmed(words)));
            }
        }

        return found;
    }

    /// <summary>The second of three ages behind "used": when it was used, confirmed and updated.</summary>
    private static int? Confirmed(string[] words)
    {
        int used = Array.IndexOf(words, "used");
        string[] ages = used > 0 && used + 1 < words.Length ? words[used + 1].Split('/') : [];
        return ages.Length == 3 && int.TryParse(ages[1], NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? seconds : null;
    }
}
