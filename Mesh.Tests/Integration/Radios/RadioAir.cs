using System.Globalization;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>
/// Five laptops whose radios are emulated: the kernel's own 802.11 stack (<c>mac80211_hwsim</c>) runs in one emulated machine,
/// the guest, which is started by the first test that asks. Tests take it one after the other; <see cref="ResetAsync"/> makes
/// everything new between them.
/// </summary>
public sealed class RadioAir : IAsyncDisposable
{
    /// <summary>How long anything may take that is not itself measured; the guest's processor is emulated.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Memory = "320";
    private const int SerialPortsMax = 16;

    // The guest ends when whoever started it has: by its own agent, and, should that not run any more, by the end of this input.
    private const string Guard = """ "$@" < /dev/null & guest=$!; cat > /dev/null; kill -9 "$guest" """;

    private static readonly TimeSpan BootPatience = TimeSpan.FromMinutes(2);

    // The third has two radios, so that it can be in two networks.
    private static readonly int[] Radios = [1, 1, 2, 1, 1];

    private readonly List<RadioLaptop> _laptops = [];
    private LabNetwork? _network;
    private GuestPort? _port;

    /// <summary>
    /// Gives a test the first laptops as new: they run nothing, are in no network, and hear each other and nobody else. Skips the
    /// test with the reason where radios cannot be emulated.
    /// </summary>
    /// <param name="laptops">How many the test needs; what others have of earlier tests is silent.</param>
    /// <param name="managed">How many of them, from the first on, NetworkManager manages.</param>
    internal async Task<RadioLaptop[]> ResetAsync(int laptops, int managed = 0)
    {
        if (_network is null)
        {
            GuestImage image = await GuestImage.BuildAsync();
            _network = await LabNetwork.StartAsync();
            await BootAsync(_network, image);
        }

        RadioLaptop[] used = [.. _laptops.Take(laptops)];
        await HearAsync();
        await Task.WhenAll(_laptops.Select((laptop, index) => laptop.ResetAsync(index < laptops, isManaged: index < managed)));
        await HearAsync([.. used.SelectMany((one, index) => used.Skip(index + 1).Select(other => (one, other)))]);
        return used;
    }

    /// <summary>Each laptop hears the one before it and the one after it only.</summary>
    internal Task HearLineAsync(params IReadOnlyList<RadioLaptop> laptops) => HearAsync([.. laptops.Zip(laptops.Skip(1))]);

    /// <summary>The radios of these pairs hear each other and nobody else.</summary>
    internal Task HearAsync(params IReadOnlyList<(RadioLaptop One, RadioLaptop Other)> pairs)
    {
        // Radios hear each other where their masks have a bit in common, so each pair has a bit of its own.
        ulong[] masks = new ulong[_laptops.Count];
        for (int pair = 0; pair < pairs.Count; pair++)
        {
            masks[_laptops.IndexOf(pairs[pair].One)] |= 1UL << pair;
            masks[_laptops.IndexOf(pairs[pair].Other)] |= 1UL << pair;
        }

        IEnumerable<ulong> byRadio = _laptops.SelectMany((laptop, index) => Enumerable.Repeat(masks[index], laptop.Radios));
        return _port!.RunAsync("/usr/bin/sh", "-c", string.Join("; ", byRadio.Select((mask, phy) =>
            string.Create(CultureInfo.InvariantCulture, $"echo {mask} > /sys/kernel/debug/ieee80211/phy{phy}/hwsim/group"))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RadioLaptop laptop in _laptops)
        {
            await laptop.DisposeAsync();
        }

        if (_port is not null)
        {
            await _port.DisposeAsync();
        }

        if (_network is not null)
        {
            await _network.DisposeAsync();
        }
    }

    private async Task BootAsync(LabNetwork network, GuestImage image)
    {
        IReadOnlyList<LabHost> hosts = await network.AddHostsAsync(Radios.Length, new LabHostOptions { Radio = false, DuplicateAddressDetection = true });
        LabHost machine = await network.AddHostAsync(new LabHostOptions { Radio = false, IPv6 = false });
        _port = new GuestPort("air", Path.Combine(machine.Home, "port"), _ => { });
        _laptops.AddRange(hosts.Select((host, index) => new RadioLaptop(network, host, machine.Namespace, Radios[index])));
        string qemu = LabCommand.Find("qemu-system-x86_64")!;
        LabProcess guest = network.Run(machine, "/bin/sh", ["-c", Guard, "guard", qemu, .. Arguments(image)]);
        try
        {
            await Task.WhenAll(_laptops.Select(laptop => laptop.Port).Append(_port).Select(port => port.ConnectAsync(BootPatience)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or InvalidOperationException)
        {
            throw new InvalidOperationException(guest.Describe("did not start all its agents"), exception);
        }
    }

    private IEnumerable<string> Arguments(GuestImage image)
    {
        List<string> words =
        [
            "-machine", "q35", "-accel", "tcg", "-m", Memory, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot", "-serial", "stdio",
            "-kernel", image.Kernel, "-initrd", image.Files,
            "-append", $"console=ttyS0 quiet panic=-1 mitigations=off laptops={string.Join(',', Radios)}",
            "-device", string.Create(CultureInfo.InvariantCulture, $"virtio-serial-pci,max_ports={SerialPortsMax}"),
        ];
        foreach (GuestPort port in _laptops.Select(laptop => laptop.Port).Append(_port!))
        {
            words.AddRange(["-chardev", $"socket,id={port.Name},path={port.Path}"]);
            words.AddRange(["-device", $"virtserialport,chardev={port.Name},name={port.Name}"]);
        }

        // The last two bytes of a port's address tell the guest which it is. Checksums are computed before frames go into the guest.
        foreach (RadioLaptop laptop in _laptops)
        {
            for (int port = 0; port < RadioLaptop.PortsOf(laptop.Radios); port++)
            {
                string tap = RadioLaptop.TapName(laptop.Host.Number, port);
                words.AddRange(["-netdev", $"tap,id={tap},ifname={tap},script=no,downscript=no,vnet_hdr=off"]);
                words.AddRange(["-device", string.Create(
                    CultureInfo.InvariantCulture, $"virtio-net-pci,netdev={tap},mac=52:54:00:00:{laptop.Host.Number:x2}:{port:x2},romfile=")]);
            }
        }

        return words;
    }
}
