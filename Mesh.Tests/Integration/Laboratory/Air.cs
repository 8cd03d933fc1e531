using System.Globalization;
using System.Text;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// Who hears whom: directed pairs of switch ports with the share of frames lost between them; a pair that is not named is
/// silent. It decides over every Ethernet frame, so ARP, neighbour discovery and multicast obey it as they would a radio.
/// </summary>
internal sealed class Air
{
    private readonly SortedDictionary<(string From, string To), int> _lossPercent = [];
    private readonly Dictionary<string, int> _groups = [];
    private bool _parted;

    /// <summary>What the switch is told once, before any shape.</summary>
    public static string Foundation =>
        """
        add table bridge radio
        add map bridge radio links { type ifname . ifname : verdict; }
        add chain bridge radio air { type filter hook forward priority 0; policy drop; }
        add rule bridge radio air iifname . oifname vmap @links

        """;

    /// <summary>Everybody hears everybody.</summary>
    public Air ConnectAll(params IEnumerable<LabHost> hosts) => ConnectInterfaces(hosts.Select(host => host.Radio));

    /// <summary>All these interfaces hear each other: a cable or a cell of its own.</summary>
    public Air ConnectInterfaces(params IEnumerable<LabInterface> interfaces)
    {
        LabInterface[] all = [.. interfaces];
        foreach (LabInterface from in all)
        {
            foreach (LabInterface to in all.Where(to => to != from))
            {
                _lossPercent[(from.Port, to.Port)] = 0;
            }
        }

        return this;
    }

    /// <summary>Each host hears the one before it and the one after it only.</summary>
    public Air Line(params IReadOnlyList<LabHost> hosts)
    {
        for (int index = 1; index < hosts.Count; index++)
        {
            Connect(hosts[index - 1], hosts[index]);
        }

        return this;
    }

    /// <summary>A line whose ends hear each other.</summary>
    public Air Ring(params IReadOnlyList<LabHost> hosts) => Line(hosts).Connect(hosts[0], hosts[^1]);

    /// <summary>The first host hears everybody; the others hear only it, so they are hidden from each other.</summary>
    public Air Star(params IReadOnlyList<LabHost> hosts)
    {
        foreach (LabHost leaf in hosts.Skip(1))
        {
            Connect(hosts[0], leaf);
        }

        return this;
    }

    /// <summary>Nobody hears anybody.</summary>
    public Air Silence()
    {
        _lossPercent.Clear();
        return this;
    }

    public Air Connect(LabHost one, LabHost other) => ConnectInterfaces(one.Radio, other.Radio);

    public Air Cut(LabHost one, LabHost other) => CutOneWay(one, other).CutOneWay(other, one);

    public Air ConnectOneWay(LabHost from, LabHost to) => LoseOneWay(from, to, 0);

    public Air CutOneWay(LabHost from, LabHost to)
    {
        _lossPercent.Remove((from.Radio.Port, to.Radio.Port));
        return this;
    }

    /// <summary>Both hear each other, but this share of the frames is lost at random, each way.</summary>
    public Air Lose(LabHost one, LabHost other, int percent) => LoseOneWay(one, other, percent).LoseOneWay(other, one, percent);

    public Air LoseOneWay(LabHost from, LabHost to, int percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        _lossPercent[(from.Radio.Port, to.Radio.Port)] = percent;
        return this;
    }

    /// <summary>Every pair that hears each other now loses this share of its frames.</summary>
    public Air LoseEverywhere(int percent)
    {
        foreach ((string, string) pair in _lossPercent.Keys.ToArray())
        {
            _lossPercent[pair] = percent;
        }

        return this;
    }

    /// <summary>
    /// Silences all pairs between different groups, carrier untouched, until <see cref="Heal"/>. A host in no group is alone.
    /// </summary>
    public Air Partition(params IReadOnlyList<IReadOnlyList<LabHost>> groups)
    {
        _groups.Clear();
        _parted = true;
        for (int group = 0; group < groups.Count; group++)
        {
            foreach (LabInterface one in groups[group].SelectMany(host => host.Interfaces))
            {
                _groups[one.Port] = group;
            }
        }

        return this;
    }

    /// <summary>Ends the partition; the shape under it is as it was, with the changes made meanwhile.</summary>
    public Air Heal()
    {
        _parted = false;
        return this;
    }

    /// <summary>Whether frames of one host's radio reach the other's now.</summary>
    public bool Hears(LabHost to, LabHost from) =>
        from.Interfaces.Count > 0 && to.Interfaces.Count > 0
        && _lossPercent.ContainsKey((from.Radio.Port, to.Radio.Port)) && IsTogether(from.Radio.Port, to.Radio.Port);

    /// <summary>Takes away every pair of these interfaces.</summary>
    public Air Forget(IReadOnlyCollection<LabInterface> interfaces)
    {
        HashSet<string> ports = [.. interfaces.Select(one => one.Port)];
        foreach ((string From, string To) pair in _lossPercent.Keys.Where(pair => ports.Contains(pair.From) || ports.Contains(pair.To)).ToArray())
        {
            _lossPercent.Remove(pair);
        }

        return this;
    }

    /// <summary>The whole shape as one transaction of nft, which replaces the shape before it without a moment between.</summary>
    public string ToScript()
    {
        KeyValuePair<(string From, string To), int>[] audible = [.. _lossPercent.Where(pair => IsTogether(pair.Key.From, pair.Key.To))];
        var script = new StringBuilder("flush map bridge radio links\n");
        foreach (int percent in audible.Select(pair => pair.Value).Where(percent => percent > 0).Distinct())
        {
            script.Append(CultureInfo.InvariantCulture, $"add chain bridge radio loss{percent}\n");
            script.Append(CultureInfo.InvariantCulture, $"flush chain bridge radio loss{percent}\n");
            script.Append(CultureInfo.InvariantCulture, $"add rule bridge radio loss{percent} numgen random mod 100 < {percent} drop\n");
            script.Append(CultureInfo.InvariantCulture, $"add rule bridge radio loss{percent} accept\n");
        }

        foreach (((string from, string to), int percent) in audible)
        {
            string verdict = percent == 0 ? "accept" : string.Create(CultureInfo.InvariantCulture, $"jump loss{percent}");
            script.Append(CultureInfo.InvariantCulture, $"add element bridge radio links {{ \"{from}\" . \"{to}\" : {verdict} }}\n");
        }

        return script.ToString();
    }

    private bool IsTogether(string from, string to) => !_parted
        || (_groups.TryGetValue(from, out int one) && _groups.TryGetValue(to, out int other) && one == other);
}
