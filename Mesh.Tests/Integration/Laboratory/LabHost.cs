using System.Globalization;
using System.Net;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>One host of the laboratory: a network namespace with its interfaces and a folder for its data.</summary>
internal sealed class LabHost
{
    private const int TentativeFlag = 0x40;
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(20);

    private readonly List<LabInterface> _interfaces = [];

    public LabHost(int number, string laboratory, string folder, LabHostOptions options)
    {
        Number = number;
        Namespace = string.Create(CultureInfo.InvariantCulture, $"{laboratory}-{number}");
        Home = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"h{number}"));
        Options = options;
    }

    /// <summary>1 for the first host of the laboratory, then counting up.</summary>
    public int Number { get; }

    public string Namespace { get; }

    /// <summary>The folder that its processes have as home; it outlives them, as a disk does.</summary>
    public string Home { get; }

    public LabHostOptions Options { get; }

    public IReadOnlyList<LabInterface> Interfaces => _interfaces;

    /// <summary>The first interface, <c>wl0</c>.</summary>
    public LabInterface Radio => _interfaces.Count > 0
        ? _interfaces[0]
        : throw new InvalidOperationException($"{this} has no interface yet.");

    /// <summary>Runs work inside the host; sockets that it opens stay there.</summary>
    public T Enter<T>(Func<T> work) => NetworkNamespace.Enter(Namespace, work);

    /// <summary>The interface's index as this host numbers it: the scope of its link-local addresses.</summary>
    public int IndexOf(string interfaceName) => Enter(() => (int)NativeCalls.InterfaceIndex(interfaceName));

    /// <summary>The link-local IPv6 address of an interface, without scope; null where there is none that may be used yet.</summary>
    public IPAddress? LinkLocalOf(string interfaceName)
    {
        foreach (string[] fields in Enter(() => File.ReadAllLines("/proc/thread-self/net/if_inet6"))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            int flags = int.Parse(fields[4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (fields[5] == interfaceName && fields[0].StartsWith("fe80", StringComparison.Ordinal) && (flags & TentativeFlag) == 0)
            {
                return new IPAddress(Convert.FromHexString(fields[0]));
            }
        }

        return null;
    }

    /// <summary>Waits until every interface has a link-local IPv6 address that may be used.</summary>
    public async Task WaitForAddressesAsync(TimeSpan limit)
    {
        DateTimeOffset end = DateTimeOffset.UtcNow + limit;
        while (_interfaces.Any(one => LinkLocalOf(one.Name) is null))
        {
            if (DateTimeOffset.UtcNow > end)
            {
                throw new TimeoutException($"{this} had no usable IPv6 address on every interface after {limit}.");
            }

            await Task.Delay(PollEvery);
        }
    }

    /// <summary>Bytes received and sent by all interfaces but <c>lo</c> since they came up, Ethernet headers included.</summary>
    public (long Received, long Sent) WireBytes()
    {
        long received = 0;
        long sent = 0;
        foreach (string line in Enter(() => File.ReadAllLines("/proc/thread-self/net/dev")).Skip(2))
        {
            string[] fields = line.Split([' ', ':'], StringSplitOptions.RemoveEmptyEntries);
            if (fields[0] != "lo")
            {
                received += long.Parse(fields[1], CultureInfo.InvariantCulture);
                sent += long.Parse(fields[9], CultureInfo.InvariantCulture);
            }
        }

        return (received, sent);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"host {Number}");

    internal void Plug(LabInterface added) => _interfaces.Add(added);
}
