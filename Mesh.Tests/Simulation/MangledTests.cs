using Mesh.Tests.Simulation.Virtual;

namespace Mesh.Tests.Simulation;

public sealed class MangledTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Frames_that_are_changed_lost_doubled_and_swapped_break_nobody_and_show_nothing_that_nobody_wrote(ulong seed)
    {
        VirtualNetwork network = new(seed);
        VirtualNode[] nodes = [.. Enumerable.Range(0, 5).Select(_ => network.Add())];
        foreach (VirtualNode node in nodes)
        {
            node.Join("lobby");
        }

        network.Line(nodes);
        network.Connect(nodes[0], nodes[4]);
        network.RunFor(TimeSpan.FromSeconds(1));
        Queue<byte[]> kept = new();
        network.Mangle = (frame, random) => Mangle(frame, random, kept);
        HashSet<string> written = [];
        for (int i = 0; i < 200; i++)
        {
            string text = $"m{i}";
            written.Add(text);
            nodes[i % 5].Say("lobby", text);
            network.RunFor(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal([], nodes.SelectMany(node => node.Texts).Where(text => !written.Contains(text)));
        Assert.Equal(nodes.Select(node => node.Texts.Distinct().Count()), nodes.Select(node => node.Shown.Count));
        network.Mangle = null;
        network.RunFor(TimeSpan.FromMinutes(12));
        Assert.Equal(nodes.Select(_ => written.Count), nodes.Select(node => node.Texts.Distinct().Count()));
    }

    private static IEnumerable<byte[]> Mangle(byte[] frame, MeshRandom random, Queue<byte[]> kept)
    {
        byte[] changed = [.. frame];
        switch (random.Next(60))
        {
            case 0:
                changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
                return [changed];
            case 1:
                return [];
            case 2:
                return [frame, frame];
            case 3:
                kept.Enqueue(frame);
                return [];
            case 4 when kept.TryDequeue(out byte[]? earlier):
                return [frame, earlier];
            case 5:
                return [changed[..(1 + random.Next(changed.Length))]];
            default:
                return [frame];
        }
    }
}
