using System.Globalization;
using System.Net;
using System.Text;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>
/// A network of real hosts on this machine, as people have it without a router: each host is a network namespace with an
/// interface <c>wl0</c> that has link-local addresses only (fe80 and 169.254/16), no default route and no DNS. All are plugged
/// into one switch, and <see cref="Air"/> says who hears whom. At the beginning nobody hears anybody.
/// </summary>
internal sealed class LabNetwork : IAsyncDisposable
{
    private const string Bridge = "br0";
    private const int HostsMax = 200;

    private readonly string _name;
    private readonly string _folder;
    private readonly string _switch;
    private readonly List<LabHost> _hosts = [];
    private readonly List<LabProcess> _processes = [];
    private int _hostsMade;
    private int _portsMade;
    private bool _disposed;

    private LabNetwork(string name)
    {
        _name = name;
        _folder = Path.Combine(Path.GetTempPath(), name);
        _switch = name + "-sw";
    }

    /// <summary>The shape as it was last applied; change it with <see cref="ShapeAsync"/>.</summary>
    public Air Air { get; } = new();

    /// <summary>The living hosts, in the order in which they were made.</summary>
    public IReadOnlyList<LabHost> Hosts => _hosts;

    /// <summary>The beginning of every namespace's name.</summary>
    public string Name => _name;

    /// <summary>Builds a laboratory with some equal hosts, or skips the test with the reason why it cannot be built here.</summary>
    public static async Task<LabNetwork> StartAsync(int hosts = 0, LabHostOptions? options = null)
    {
        await LabRequirements.DemandAsync();
        await SweepAsync(DateTimeOffset.UtcNow);
        var network = new LabNetwork(LabName.Draw(DateTimeOffset.UtcNow));
        try
        {
            await network.BuildSwitchAsync();
            await network.AddHostsAsync(hosts, options);
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }

        return network;
    }

    /// <summary>Removes what killed runs left behind: namespaces with their processes, and folders.</summary>
    public static async Task SweepAsync(DateTimeOffset now)
    {
        await NetworkNamespace.RemoveAsync([.. NetworkNamespace.Named(LabName.Prefix).Where(name => LabName.IsStale(name, now))]);
        foreach (string folder in Directory.EnumerateDirectories(Path.GetTempPath(), LabName.Prefix + "*"))
        {
            if (LabName.IsStale(Path.GetFileName(folder), now))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    public async Task<LabHost> AddHostAsync(LabHostOptions? options = null) => (await AddHostsAsync(1, options))[0];

    /// <summary>Makes some equal hosts at once. Nobody hears them until the shape says so.</summary>
    public async Task<IReadOnlyList<LabHost>> AddHostsAsync(int count, LabHostOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_hostsMade + count, HostsMax);
        options ??= new LabHostOptions();
        LabHost[] added = [.. Enumerable.Range(_hostsMade + 1, count).Select(number => new LabHost(number, _name, _folder, options))];
        if (added.Length == 0)
        {
            return added;
        }

        _hostsMade += count;
        _hosts.AddRange(added);
        await LabCommand.RunAsync("ip", ["-batch", "-"], string.Concat(added.Select(host => $"netns add {host.Namespace}\n")));
        foreach (LabHost host in added)
        {
            Directory.CreateDirectory(host.Home);
            SetAddressing(host);
            await InsideAsync(host.Namespace, "link set lo up\n");
        }

        foreach (LabHost host in added.Where(host => host.Options.Radio))
        {
            await AddInterfaceAsync(host);
        }

        return added;
    }

    /// <summary>Gives a host one more interface (<c>wl0</c>, <c>wl1</c>, ...), at any time. Nobody hears it until the shape says so.</summary>
    public async Task<LabInterface> AddInterfaceAsync(LabHost host)
    {
        string port = string.Create(CultureInfo.InvariantCulture, $"p{++_portsMade}");
        string name = string.Create(CultureInfo.InvariantCulture, $"wl{host.Interfaces.Count}");
        byte segment = (byte)(10 + host.Interfaces.Count);
        IPAddress? address = host.Options.IPv4 ? new IPAddress([169, 254, segment, (byte)host.Number]) : null;
        await InsideAsync(_switch, $"link add {port} type veth peer name {name} netns {host.Namespace}\nlink set {port} master {Bridge} up\n");
        var inside = new StringBuilder($"link set {name} up\n");
        if (address is not null)
        {
            inside.Append(CultureInfo.InvariantCulture, $"addr add {address}/16 dev {name} brd + scope link\n");
        }

        await InsideAsync(host.Namespace, inside.ToString());
        var added = new LabInterface(host, name, port, address);
        host.Plug(added);
        return added;
    }

    /// <summary>Changes who hears whom, at once and in one step.</summary>
    public async Task ShapeAsync(Action<Air> change)
    {
        change(Air);
        await TellSwitchAsync(Air.ToScript());
    }

    /// <summary>Takes the carrier from the interface, as pulling the cable or leaving the cell does, or gives it back.</summary>
    public Task SetCarrierAsync(LabInterface one, bool up) => InsideAsync(_switch, $"link set {one.Port} {(up ? "up" : "down")}\n");

    public Task SetCarrierAsync(LabHost host, bool up) => SetCarrierAsync(host.Radio, up);

    /// <summary>Turns IPv6 off on all interfaces of a running host.</summary>
    public void DisableIPv6(LabHost host) => NetworkNamespace.SetKernelValue(host.Namespace, "ipv6/conf/all/disable_ipv6", "1");

    /// <summary>Takes the IPv4 addresses from all interfaces of a running host but <c>lo</c>.</summary>
    public Task DisableIPv4Async(LabHost host) =>
        InsideAsync(host.Namespace, string.Concat(host.Interfaces
            .Where(one => one.IPv4 is not null)
            .Select(one => $"addr del {one.IPv4}/16 dev {one.Name}\n")));

    /// <summary>Adds a rule to the host's own firewall, over what comes in: <c>udp dport 5353 drop</c>.</summary>
    public static Task ProtectAsync(LabHost host, string rule) => LabCommand.RunAsync(
        "ip",
        ["netns", "exec", host.Namespace, LabCommand.Find("nft")!, "-f", "-"],
        $"add table inet wall\nadd chain inet wall in {{ type filter hook input priority 0; }}\nadd rule inet wall in {rule}\n");

    /// <summary>Kills all that runs on the host and removes it, as a battery does that is pulled out.</summary>
    public async Task KillHostAsync(LabHost host)
    {
        _hosts.Remove(host);
        await NetworkNamespace.RemoveAsync([host.Namespace]);

        // A socket of the test may keep the namespace alive, so the cable is taken away too.
        string unplug = string.Concat(host.Interfaces.Select(one => $"link del {one.Port}\n"));
        await LabCommand.TryAsync("ip", ["-force", "-n", _switch, "-batch", "-"], unplug);
        await ShapeAsync(air => air.Forget(host.Interfaces));
    }

    /// <summary>Starts a program on a host; it ends with the laboratory at the latest.</summary>
    public LabProcess Run(LabHost host, string program, IReadOnlyList<string> arguments, LabProcessOptions? options = null)
    {
        LabProcess process = LabProcess.Start(host, program, arguments, options ?? new LabProcessOptions());
        _processes.Add(process);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await NetworkNamespace.RemoveAsync(NetworkNamespace.Named(_name + "-"));
        foreach (LabProcess process in _processes)
        {
            await process.DisposeAsync();
        }

        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task BuildSwitchAsync()
    {
        Directory.CreateDirectory(_folder);
        await LabCommand.RunAsync("ip", ["netns", "add", _switch]);

        // The switch itself says nothing: no addresses, no spanning tree, and multicast goes to all ports like on the air.
        NetworkNamespace.SetKernelValue(_switch, "ipv6/conf/all/disable_ipv6", "1");
        NetworkNamespace.SetKernelValue(_switch, "ipv6/conf/default/disable_ipv6", "1");
        await InsideAsync(_switch, $"link add {Bridge} type bridge mcast_snooping 0 stp_state 0\nlink set {Bridge} up\n");
        await TellSwitchAsync(Air.Foundation);
    }

    private static void SetAddressing(LabHost host)
    {
        if (!host.Options.IPv6)
        {
            NetworkNamespace.SetKernelValue(host.Namespace, "ipv6/conf/all/disable_ipv6", "1");
            NetworkNamespace.SetKernelValue(host.Namespace, "ipv6/conf/default/disable_ipv6", "1");
        }
        else if (!host.Options.DuplicateAddressDetection)
        {
            NetworkNamespace.SetKernelValue(host.Namespace, "ipv6/conf/default/accept_dad", "0");
        }
    }

    private static Task InsideAsync(string name, string commands) => LabCommand.RunAsync("ip", ["-n", name, "-batch", "-"], commands);

    private Task TellSwitchAsync(string script) =>
        LabCommand.RunAsync("ip", ["netns", "exec", _switch, LabCommand.Find("nft")!, "-f", "-"], script);
}
