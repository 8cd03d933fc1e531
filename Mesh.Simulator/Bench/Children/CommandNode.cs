using System.Globalization;
using System.Text.Json;

namespace Mesh.Simulator.Bench.Children;

/// <summary>A process of the command <c>mesh</c> as people run it, without multicast DNS, with a data folder of its own that goes with it.</summary>
internal sealed class CommandNode : IAsyncDisposable
{
    private readonly ChildProcess _child;
    private readonly string _folder;

    private CommandNode(ChildProcess child, string folder, string network, Uri page, string address)
    {
        _child = child;
        _folder = folder;
        Network = network;
        Page = page;
        Address = address;
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>Where its page is.</summary>
    public Uri Page { get; }

    /// <summary>Where it accepts links.</summary>
    public string Address { get; }

    /// <summary>Bytes of memory that it holds now.</summary>
    public long MemoryBytes => _child.MemoryBytes;

    /// <summary>Starts a node.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="cancellationToken">Gives up; nothing is left.</param>
    public static async Task<CommandNode> StartAsync(string network, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("mesh-bench-").FullName;
        ChildProcess child = ChildProcess.StartMesh(["--json", "--network", network, "--no-mdns", "--data", folder]);
        try
        {
            while (true)
            {
                JsonElement line = await child.AnswerAsync("start", cancellationToken).ConfigureAwait(false);
                if (line.GetProperty("event").GetString() != "ready")
                {
                    continue;
                }

                string page = line.GetProperty("page").GetString() ?? throw new BenchFault("the command mesh started without its page");
                string listen = line.GetProperty("listen").EnumerateArray().First().GetString()!;
                string address = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{listen[(listen.LastIndexOf(':') + 1)..]}");
                return new CommandNode(child, folder, network, new Uri(page), address);
            }
        }
        catch
        {
            await child.DisposeAsync().ConfigureAwait(false);
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync().ConfigureAwait(false);
        Directory.Delete(_folder, recursive: true);
    }
}
