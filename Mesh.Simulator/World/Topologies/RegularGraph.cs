namespace Mesh.Simulator.World.Topologies;

/// <summary>
/// Draws a connected random graph in which every node has the same number of links: begun as a circulant graph, then the ends of random pairs of links are
/// exchanged, twenty times as often as there are links (ten already mix well: Gkantsidis, Mihail and Zegura 2003), and on until it hangs together.
/// </summary>
internal static class RegularGraph
{
    private const int ExchangesPerLink = 20;
    private const int RoundsMax = 1000;

    /// <summary>Draws one.</summary>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="degree">Links of each, at least 1 and below <paramref name="nodes"/>; times the nodes it is even.</param>
    /// <param name="random">Draws the exchanges.</param>
    public static IReadOnlyList<(int A, int B)> Draw(int nodes, int degree, MeshRandom random)
    {
        if (degree < 1 || degree >= nodes || (long)degree * nodes % 2 != 0)
        {
            throw new ArgumentException($"No graph of {nodes} nodes gives each {degree} links.", nameof(degree));
        }

        (int A, int B)[] links = Circulant(nodes, degree);
        HashSet<(int, int)> present = [.. links];
        for (int round = 0; round < RoundsMax; round++)
        {
            for (int i = 0; i < ExchangesPerLink * links.Length; i++)
            {
                Exchange(links, present, random);
            }

            // Pairs alone never hang together.
            if (degree == 1 || IsConnected(nodes, links))
            {
                break;
            }
        }

        return links;
    }

    private static (int A, int B)[] Circulant(int nodes, int degree)
    {
        List<(int, int)> links = [];
        for (int i = 0; i < nodes; i++)
        {
            for (int step = 1; step <= degree / 2; step++)
            {
                links.Add(Pair(i, (i + step) % nodes));
            }

            if (degree % 2 != 0 && i < nodes / 2)
            {
                links.Add(Pair(i, i + (nodes / 2)));
            }
        }

        return [.. links];
    }

    private static void Exchange((int A, int B)[] links, HashSet<(int, int)> present, MeshRandom random)
    {
        int i = random.Next(links.Length);
        int j = random.Next(links.Length);
        (int a, int b) = links[i];
        (int c, int d) = random.Chance(1, 2) ? links[j] : (links[j].B, links[j].A);
        (int, int) one = Pair(a, d);
        (int, int) other = Pair(c, b);
        if (a == d || c == b || a == c || b == d || present.Contains(one) || present.Contains(other))
        {
            return;
        }

        present.Remove(links[i]);
        present.Remove(links[j]);
        links[i] = one;
        links[j] = other;
        present.Add(one);
        present.Add(other);
    }

    private static bool IsConnected(int nodes, (int A, int B)[] links)
    {
        Parts parts = new(nodes);
        foreach ((int a, int b) in links)
        {
            parts.Join(a, b);
        }

        return parts.Count == 1;
    }

    private static (int A, int B) Pair(int a, int b) => a < b ? (a, b) : (b, a);
}
