namespace Mesh.Tests.Integration.Laboratory;

public sealed class AirTests
{
    [Fact]
    public void Silence_has_no_pairs()
    {
        Assert.Equal("flush map bridge radio links\n", new Air().ConnectAll(Hosts(3)).Silence().ToScript());
    }

    [Fact]
    public void A_line_joins_neighbours_both_ways()
    {
        Assert.Equal(["p1>p2", "p2>p1", "p2>p3", "p3>p2"], Pairs(new Air().Line(Hosts(3))));
    }

    [Fact]
    public void A_ring_joins_its_ends_too()
    {
        Assert.Equal(8, Pairs(new Air().Ring(Hosts(4))).Count);
        Assert.Contains("p4>p1", Pairs(new Air().Ring(Hosts(4))));
    }

    [Fact]
    public void The_leaves_of_a_star_hear_only_its_middle()
    {
        Assert.Equal(["p1>p2", "p1>p3", "p2>p1", "p3>p1"], Pairs(new Air().Star(Hosts(3))));
    }

    [Fact]
    public void A_cut_in_one_direction_leaves_the_other()
    {
        LabHost[] hosts = Hosts(2);
        Assert.Equal(["p2>p1"], Pairs(new Air().ConnectAll(hosts).CutOneWay(hosts[0], hosts[1])));
    }

    [Fact]
    public void A_partition_hides_pairs_and_healing_brings_them_back()
    {
        LabHost[] hosts = Hosts(4);
        Air air = new Air().ConnectAll(hosts).Partition([hosts[0], hosts[1]], [hosts[2]]);
        Assert.Equal(["p1>p2", "p2>p1"], Pairs(air));
        Assert.Equal(12, Pairs(air.Heal()).Count);
    }

    [Fact]
    public void Loss_is_one_chain_per_share()
    {
        LabHost[] hosts = Hosts(3);
        string script = new Air().ConnectAll(hosts).LoseEverywhere(20).Lose(hosts[0], hosts[1], 5).ToScript();
        Assert.Equal(1, script.Split("numgen random mod 100 < 20 drop").Length - 1);
        Assert.Contains("\"p1\" . \"p2\" : jump loss5 ", script, StringComparison.Ordinal);
        Assert.Contains("\"p1\" . \"p3\" : jump loss20 ", script, StringComparison.Ordinal);
    }

    [Fact]
    public void A_forgotten_interface_is_in_no_pair()
    {
        LabHost[] hosts = Hosts(3);
        Assert.Equal(["p1>p3", "p3>p1"], Pairs(new Air().ConnectAll(hosts).Forget(hosts[1].Interfaces)));
    }

    [Fact]
    public void Only_names_of_old_laboratories_are_stale()
    {
        DateTimeOffset now = DateTimeOffset.UnixEpoch.AddYears(56);
        string name = LabName.Draw(now) + "-1";
        Assert.False(LabName.IsStale(name, now.AddMinutes(29)));
        Assert.True(LabName.IsStale(name, now.AddMinutes(32)));
        Assert.False(LabName.IsStale("mlab-zzz-1", now));
        Assert.False(LabName.IsStale("tlab-1-1-1", now));
    }

    private static LabHost[] Hosts(int count) => [.. Enumerable.Range(1, count).Select(number =>
    {
        var host = new LabHost(number, "mlab-0-x", Path.GetTempPath(), new LabHostOptions());
        host.Plug(new LabInterface(host, "wl0", $"p{number}", null));
        return host;
    })];

    private static List<string> Pairs(Air air) => [.. air.ToScript().Split('\n')
        .Where(line => line.StartsWith("add element", StringComparison.Ordinal))
        .Select(line => line.Split('"'))
        .Select(parts => $"{parts[1]}>{parts[3]}")];
}
