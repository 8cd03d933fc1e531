using System.Globalization;
using System.Threading.Channels;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>
/// A laptop with Wi-Fi: a host of the laboratory in which programs run as on any machine, while its radios and their
/// wpa_supplicant are in the guest. Its interfaces (<c>wlan0</c>, and <c>p2p-wlan0-0</c> while a group lasts) are taps with the
/// addresses and the carrier that the radio's interfaces have.
/// </summary>
internal sealed class RadioLaptop : IAsyncDisposable
{
    // Every program of a host has mounts of its own, so this hides the machine's own /run from this one only.
    private const string OwnRun =
        """mount -t tmpfs tmpfs /run && mkdir /run/wpa_supplicant && mount --bind "$0" /run/wpa_supplicant && exec "$@" """;

    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly LabNetwork _network;
    private readonly string _pool;
    private readonly Channel<GuestStock> _news = Channel.CreateUnbounded<GuestStock>();
    private readonly Dictionary<string, (int Port, GuestInterface State)> _plugged = [];
    private readonly Stack<int> _freePorts;
    private readonly Task _following;
    private volatile GuestStock _stock = GuestStock.Empty;
    private volatile IReadOnlyDictionary<string, GuestInterface> _interfaces = GuestStock.Empty.Interfaces;
    private readonly BusRelay _bus;
    private int _people;

    /// <summary>A laptop whose taps wait in the namespace <paramref name="pool"/>.</summary>
    public RadioLaptop(LabNetwork network, LabHost host, string pool, int radios)
    {
        _network = network;
        _pool = pool;
        Host = host;
        Radios = radios;
        Name = string.Create(CultureInfo.InvariantCulture, $"laptop{host.Number}");
        Port = new GuestPort(Name, Path.Combine(host.Home, "port"), stock => _news.Writer.TryWrite(stock));
        Control = new ControlFolder(Path.Combine(host.Home, "wpa"), Port);
        _bus = new BusRelay(Path.Combine(host.Home, "bus"), Port);
        _freePorts = new Stack<int>(Enumerable.Range(0, PortsOf(radios)).Reverse());
        _following = FollowAsync();
    }

    /// <summary>Its name in the guest and for other devices: <c>laptop1</c>, <c>laptop2</c>, ...</summary>
    public string Name { get; }

    public LabHost Host { get; }

    public int Radios { get; }

    /// <summary>The agent of this laptop in the guest.</summary>
    public GuestPort Port { get; }

    /// <summary>Its control sockets, for <c>--wpa-socket</c>.</summary>
    public ControlFolder Control { get; }

    /// <summary>The interfaces that the laptop has now.</summary>
    public IReadOnlyDictionary<string, GuestInterface> Interfaces => _interfaces;

    /// <summary>How many interfaces a laptop with so many radios may have: a group as owner and one as client beside each radio.</summary>
    public static int PortsOf(int radios) => radios + 2;

    /// <summary>The name that the laptop's port has while it is in the pool.</summary>
    public static string TapName(int laptop, int port) => string.Create(CultureInfo.InvariantCulture, $"t{laptop}p{port}");

    /// <summary>
    /// Makes the laptop as new: kills what runs on it, restarts its wpa_supplicant, leaves all networks. The next person on it has
    /// a home of their own. A managed laptop has NetworkManager, which uses wpa_supplicant; the others have wpa_supplicant alone.
    /// </summary>
    /// <param name="isUsed">Whether it is needed; otherwise it only runs nothing.</param>
    /// <param name="isManaged">Whether NetworkManager has the say.</param>
    public async Task ResetAsync(bool isUsed, bool isManaged)
    {
        await NetworkNamespace.KillProcessesAsync(Host.Namespace);
        if (!isUsed)
        {
            return;
        }

        _people++;
        await Port.RunAsync("/laptop", isManaged ? "manager" : "supplicant");
        await WaitUntilAsync(
            "only the interfaces of its radios, without a network, and their control sockets",
            () => Interfaces.Count == Radios && Interfaces.Values.All(one => !one.HasCarrier) && Control.Names.Count() == 2 * Radios);
    }

    /// <summary>Starts the node of the person who uses this laptop.</summary>
    public async Task<MeshHost> StartMeshAsync(params string[] arguments)
    {
        MeshHost mesh = MeshHost.Start(_network, Host, new MeshHostOptions { Name = Name, User = Person, Arguments = arguments });
        await mesh.WaitForReadyAsync(RadioAir.Patience);
        return mesh;
    }

    /// <summary>Starts <c>mesh</c> with these words, as a person of this laptop types them.</summary>
    public LabProcess Start(params IEnumerable<string> words) => StartProgram(MeshHost.Dotnet, [MeshHost.Program, .. words]);

    /// <summary>Starts <c>mesh wifi</c>, with wpa_supplicant's sockets where they are here.</summary>
    public LabProcess StartWifi(params IEnumerable<string> words) => Start(["wifi", .. words, "--wpa-socket", Control.Path, "--json"]);

    /// <summary>Starts <c>mesh wifi</c> with wpa_supplicant's sockets where it looks by itself, and NetworkManager's bus.</summary>
    public LabProcess StartManagedWifi(params IEnumerable<string> words) =>
        StartProgram("/bin/sh", ["-c", OwnRun, Control.Path, MeshHost.Dotnet, MeshHost.Program, "wifi", .. words, "--json"]);

    /// <summary>Runs <c>mesh wifi</c> to its good end.</summary>
    public Task RunWifiAsync(params IEnumerable<string> words) => EndWellAsync(StartWifi(words));

    /// <summary>Runs <c>mesh wifi</c> to its good end as <see cref="StartManagedWifi"/> starts it.</summary>
    public Task RunManagedWifiAsync(params IEnumerable<string> words) => EndWellAsync(StartManagedWifi(words));

    /// <summary>Waits until NetworkManager says this of the radio: <c>30 (disconnected)</c>, <c>10 (unmanaged)</c>, ...</summary>
    public async Task WaitForManagedStateAsync(string state)
    {
        DateTimeOffset end = DateTimeOffset.UtcNow + RadioAir.Patience;
        string[] question = ["netns", "exec", Host.Namespace, "env", $"DBUS_SYSTEM_BUS_ADDRESS={BusAddress}", "nmcli", "-g", "GENERAL.STATE", "device", "show", "wlan0"];
        for (string now = ""; now != state;)
        {
            now = (await LabCommand.RunAsync("ip", question)).Trim();
            Assert.True(now == state || DateTimeOffset.UtcNow < end, $"NetworkManager of {Name} says \"{now}\" and not \"{state}\" of the radio.");
        }
    }

    /// <summary>Waits until the laptop has this interface and, where asked, until it is in a network.</summary>
    public Task WaitForInterfaceAsync(string name, bool carrier = true) => WaitUntilAsync(
        $"the interface {name}{(carrier ? " in a network" : "")}",
        () => Interfaces.TryGetValue(name, out GuestInterface state) && (state.HasCarrier || !carrier));

    /// <summary>Waits until the laptop has no such interface.</summary>
    public Task WaitForEndOfInterfaceAsync(string name) =>
        WaitUntilAsync($"no interface {name}", () => !Interfaces.ContainsKey(name));

    public async ValueTask DisposeAsync()
    {
        await Port.DisposeAsync();
        _news.Writer.Complete();
        await _following;
        await Control.DisposeAsync();
        await _bus.DisposeAsync();
    }

    public override string ToString() => Name;

    private LabProcess StartProgram(string program, IReadOnlyList<string> arguments) => _network.Run(Host, program, arguments, new LabProcessOptions
    {
        User = Person,
        Environment = new Dictionary<string, string?> { ["DBUS_SYSTEM_BUS_ADDRESS"] = BusAddress },
    });

    private static async Task EndWellAsync(LabProcess wifi)
    {
        int code = await wifi.WaitForExitAsync(RadioAir.Patience);
        if (code != 0)
        {
            throw new InvalidOperationException(wifi.Describe($"ended with {code}"));
        }
    }

    private string BusAddress => $"unix:path={_bus.Path}";

    private string Person => string.Create(CultureInfo.InvariantCulture, $"person{_people}");

    private async Task WaitUntilAsync(string what, Func<bool> isSo)
    {
        DateTimeOffset end = DateTimeOffset.UtcNow + RadioAir.Patience;
        while (!isSo())
        {
            if (_following.IsFaulted)
            {
                await _following;
            }

            if (DateTimeOffset.UtcNow > end)
            {
                throw new TimeoutException($"{Name} had not {what} after {RadioAir.Patience}. It has {string.Join(", ", Interfaces)} "
                    + $"and the sockets {string.Join(", ", Control.Names)}; the guest has {string.Join(", ", _stock.Interfaces)}.");
            }

            await Task.Delay(PollEvery);
        }
    }

    // News come one after the other, so that an interface that comes and goes quickly is never taken for another.
    private async Task FollowAsync()
    {
        await foreach (GuestStock stock in _news.Reader.ReadAllAsync())
        {
            _stock = stock;
            Control.Follow(stock.Sockets);
            foreach (string gone in _plugged.Keys.Where(name => !stock.Interfaces.ContainsKey(name)).ToArray())
            {
                await UnplugAsync(gone);
            }

            foreach ((string name, GuestInterface state) in stock.Interfaces)
            {
                await PlugAsync(name, state);
            }

            _interfaces = stock.Interfaces;
        }
    }

    private async Task PlugAsync(string name, GuestInterface state)
    {
        if (!_plugged.TryGetValue(name, out (int Port, GuestInterface State) known))
        {
            known = (_freePorts.Pop(), new GuestInterface("", HasCarrier: true));
            _plugged[name] = known;
            await InsideAsync(_pool, $"link set {TapName(Host.Number, known.Port)} netns {Host.Namespace} name {name}\n");
            await Port.RunAsync("/laptop", "wire", name, string.Create(CultureInfo.InvariantCulture, $"port{known.Port}"));
        }

        if (known.State == state)
        {
            return;
        }

        // The link-local address follows from the hardware address when the interface comes up.
        string address = known.State.Address == state.Address ? "" : $"link set {name} down\nlink set {name} address {state.Address}\n";
        await InsideAsync(Host.Namespace, $"{address}link set {name} carrier {(state.HasCarrier ? "on" : "off")}\nlink set {name} up\n");
        _plugged[name] = (known.Port, state);
    }

    private async Task UnplugAsync(string name)
    {
        (int port, _) = _plugged[name];
        string tap = TapName(Host.Number, port);
        await InsideAsync(Host.Namespace, $"link set {name} down\nlink set {name} netns {_pool} name {tap}\n");
        _plugged.Remove(name);
        _freePorts.Push(port);
    }

    private static Task InsideAsync(string name, string commands) => LabCommand.RunAsync("ip", ["-n", name, "-batch", "-"], commands);
}
