namespace Mesh.Tests.Integration.Laboratory;

/// <summary>A laboratory with the command on every host: people near each other who chat.</summary>
internal sealed class MeshGroup : IAsyncDisposable
{
    /// <summary>How long anything may take that is not itself measured; machines that run tests are small and loaded.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<MeshHost> _people = [];

    private MeshGroup(LabNetwork network)
    {
        Network = network;
    }

    public LabNetwork Network { get; }

    /// <summary>Who chats now, in the order of the hosts.</summary>
    public IReadOnlyList<MeshHost> People => _people;

    public MeshHost this[int index] => _people[index];

    /// <summary>Builds the hosts, gives them their shape, starts the command on each and waits until neighbours are linked and those who can know each other do.</summary>
    public static Task<MeshGroup> StartAsync(int hosts, Func<Air, IReadOnlyList<LabHost>, Air> shape) =>
        StartAsync(Enumerable.Repeat(new LabHostOptions(), hosts), shape);

    /// <summary>The same with hosts that differ.</summary>
    public static async Task<MeshGroup> StartAsync(IEnumerable<LabHostOptions> hosts, Func<Air, IReadOnlyList<LabHost>, Air> shape)
    {
        MeshGroup group = new(await LabNetwork.StartAsync());
        try
        {
            foreach (LabHostOptions options in hosts)
            {
                await group.Network.AddHostAsync(options);
            }

            await group.Network.ShapeAsync(air => shape(air, group.Network.Hosts));
            group._people.AddRange(group.Network.Hosts.Select(host => MeshHost.Start(group.Network, host)));
            await group.ReadyAsync();
            await group.LinkedAsync();
            await group.AcquaintedAsync();
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until everybody knows who they are.</summary>
    public Task ReadyAsync() => Task.WhenAll(_people.Select(person => person.WaitForReadyAsync(Patience)));

    /// <summary>Waits until all that hear each other and share a family of addresses are linked now.</summary>
    public Task LinkedAsync() => Task.WhenAll(_people.SelectMany(one => _people
        .Where(other => one != other && MayLink(one.Process.Host, other.Process.Host))
        .Select(other => IsLinkedAsync(one, other))));

    /// <summary>
    /// Waits until everybody knows the name of everybody that lines can come from: a line that overtakes its author's presence, in
    /// the moment in which links come up, shows the author's identity instead.
    /// </summary>
    public Task AcquaintedAsync() => Task.WhenAll(_people.SelectMany(one => _people
        .Where(other => one != other && Reachable(one).Contains(other))
        .Select(other => one.WaitForEventAsync(
            "peer-appeared", line => line.Field("peer") == other.Peer && line.Field("name") == other.Name, Patience))));

    /// <summary>How many lines each has printed: marks to wait from.</summary>
    public int[] Marks() => [.. _people.Select(person => person.Process.Output.Count)];

    /// <summary>Waits until everybody else shows the line, each exactly once so far.</summary>
    /// <returns>What they show, in the order of the hosts, without the author.</returns>
    public async Task<IReadOnlyList<LabLine>> ShownByAllAsync(MeshHost author, string text, TimeSpan? limit = null)
    {
        MeshHost[] others = [.. _people.Where(person => person != author)];
        LabLine[] shown = await Task.WhenAll(others.Select(person => person.WaitForMessageAsync(text, limit ?? Patience)));
        Assert.All(shown, line => Assert.Equal((author.Name, author.Peer), (line.Field("from"), line.Field("peer"))));
        Assert.All(others, person => Assert.Equal(1, person.TimesShown(text)));
        return shown;
    }

    /// <summary>Starts the command anew on the host of one whose process has ended.</summary>
    public async Task<MeshHost> RestartAsync(MeshHost former)
    {
        MeshHost again = MeshHost.Start(Network, former.Process.Host);
        _people[_people.IndexOf(former)] = again;
        await again.WaitForReadyAsync(Patience);
        return again;
    }

    public ValueTask DisposeAsync() => Network.DisposeAsync();

    private static async Task IsLinkedAsync(MeshHost one, MeshHost other)
    {
        // The last word counts: a link that is down now has to come up again.
        int mark = 0;
        LabLine? last = one.Process.Output.Since().LastOrDefault(line => line.Event is "link-up" or "link-down" && line.Field("peer") == other.Peer);
        if (last?.Event == "link-down")
        {
            mark = one.Process.Output.Since().TakeWhile(line => line != last).Count();
        }

        await one.WaitForLinkToAsync(other, Patience, mark);
    }

    private HashSet<MeshHost> Reachable(MeshHost from)
    {
        HashSet<MeshHost> reached = [from];
        Queue<MeshHost> next = new([from]);
        while (next.TryDequeue(out MeshHost? one))
        {
            foreach (MeshHost other in _people.Where(other => MayLink(one.Process.Host, other.Process.Host)))
            {
                if (reached.Add(other))
                {
                    next.Enqueue(other);
                }
            }
        }

        return reached;
    }

    private bool MayLink(LabHost one, LabHost other) => Network.Air.Hears(one, other)
        && ((one.Options.IPv4 && other.Options.IPv4) || (one.Options.IPv6 && other.Options.IPv6));
}
