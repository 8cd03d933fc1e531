using System.Diagnostics;
using System.Text.Json;
using Mesh.Discovery;
using Mesh.Discovery.Mdns;

namespace Mesh.Tests.Integration.Discovery;

/// <summary>
/// Runs one discovery in a process of its own, on a host of the laboratory: what it sees goes to standard output as JSON lines,
/// "interfaces" on standard input asks for the state of each interface, and the input's end stops it.
/// </summary>
public sealed class DiscoveryWorker
{
    internal const string NameVariable = "DISCOVERY_WORKER_NAME";
    internal const string PortVariable = "DISCOVERY_WORKER_PORT";

    internal static PeerId Id(string name) => PeerId.Read(Digest.Of(System.Text.Encoding.UTF8.GetBytes(name)).ToArray());

    /// <summary>No test: other tests start it by name.</summary>
    [Fact(Explicit = true)]
    public async Task Discovery_runs_until_its_input_ends()
    {
        string? name = Environment.GetEnvironmentVariable(NameVariable);
        if (name is null)
        {
            Assert.Skip("Only tests of the laboratory start this.");
        }

        int port = int.Parse(Environment.GetEnvironmentVariable(PortVariable)!, System.Globalization.CultureInfo.InvariantCulture);
        using Stream output = Console.OpenStandardOutput();
        var discovery = new MdnsDiscovery([], TimeProvider.System);
        long started = Stopwatch.GetTimestamp();
        await discovery.StartAsync(new PeerAnnouncement(Id(name), name, port, "00112233aabbccdd", 1, 1), CancellationToken.None);
        Task watching = WatchAsync(discovery, output, started);
        Say(output, new { @event = "started" });
        while (await Console.In.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line == "interfaces")
            {
                foreach (InterfaceState state in discovery.Interfaces)
                {
                    Say(output, new { @event = "interface", state.Name, used = state.IsUsed, state.Fault, returned = state.MulticastReturned, heard = state.HeardOthers });
                }
            }
        }

        long stopping = Stopwatch.GetTimestamp();
        await discovery.DisposeAsync();
        await watching;
        Assert.True(Stopwatch.GetElapsedTime(stopping) < TimeSpan.FromSeconds(2));
    }

    private static async Task WatchAsync(MdnsDiscovery discovery, Stream output, long started)
    {
        await foreach (PeerSighting sighting in discovery.Sightings.ReadAllAsync())
        {
            Say(output, new
            {
                @event = sighting.Gone ? "gone" : "sighting",
                name = sighting.Name,
                peer = sighting.Peer?.ToString(),
                endPoint = sighting.EndPoint?.ToString(),
                @interface = sighting.Interface,
                after = (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            });
        }
    }

    private static void Say(Stream output, object line)
    {
        // One write per line, and a line break first: the test runner may have left half a line.
        output.Write([(byte)'\n', .. JsonSerializer.SerializeToUtf8Bytes(line), (byte)'\n']);
        output.Flush();
    }
}
