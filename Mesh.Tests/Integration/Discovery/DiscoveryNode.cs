using System.Globalization;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Discovery;

/// <summary>A discovery that runs on a host of the laboratory.</summary>
internal sealed class DiscoveryNode
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    private DiscoveryNode(string name, int port, LabProcess process)
    {
        Name = name;
        Port = port;
        Process = process;
    }

    public string Name { get; }

    public int Port { get; }

    public LabProcess Process { get; }

    public static DiscoveryNode Launch(LabNetwork lab, LabHost host, string name, int port = 6374)
    {
        string assembly = typeof(DiscoveryNode).Assembly.Location;
        string[] arguments =
        [
            "exec", assembly, "--explicit", "only", "--no-progress", "--no-ansi", "--filter-method",
            $"{typeof(DiscoveryWorker).FullName}.{nameof(DiscoveryWorker.Discovery_runs_until_its_input_ends)}",
        ];
        var options = new LabProcessOptions
        {
            User = name,
            Environment = new Dictionary<string, string?>
            {
                [DiscoveryWorker.NameVariable] = name,
                [DiscoveryWorker.PortVariable] = port.ToString(CultureInfo.InvariantCulture),
            },
        };
        return new DiscoveryNode(name, port, lab.Run(host, Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : LabCommand.Find("dotnet")!, arguments, options));
    }

    public Task StartedAsync() => Process.WaitForAsync("its start", line => line.Event == "started", StartPatience);

    public Task<LabLine> SeesAsync(string name, TimeSpan limit, int mark = 0, Func<LabLine, bool>? also = null) => Process.WaitForAsync(
        $"a sighting of {name}", line => line.Event == "sighting" && line.Field("name") == name && (also?.Invoke(line) ?? true), limit, mark);

    public Task<LabLine> LosesAsync(string name, TimeSpan limit, int mark = 0) => Process.WaitForAsync(
        $"the end of {name}", line => line.Event == "gone" && line.Field("name") == name, limit, mark);

    public async Task<LabLine> InterfaceAsync(string name, Func<LabLine, bool> predicate, TimeSpan limit)
    {
        DateTimeOffset end = DateTimeOffset.UtcNow + limit;
        while (true)
        {
            int mark = Process.Output.Count;
            await Process.TypeAsync("interfaces");
            LabLine state = await Process.WaitForAsync($"the state of {name}", line => line.Event == "interface" && line.Field("Name") == name, StartPatience, mark);
            if (predicate(state) || DateTimeOffset.UtcNow > end)
            {
                return state;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    public async Task StopAsync()
    {
        Process.EndInput();
        Assert.Equal(0, await Process.WaitForExitAsync(StartPatience));
    }
}
