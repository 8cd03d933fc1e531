using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>The command <c>mesh --json</c> that runs on a host: a person who types lines and reads what comes.</summary>
internal sealed class MeshHost
{
    private MeshHost(LabProcess process, string name, long started)
    {
        Process = process;
        Name = name;
        Started = started;
    }

    public LabProcess Process { get; }

    /// <summary>The name its person goes by.</summary>
    public string Name { get; }

    /// <summary>Its peer identity; known once it was waited for with <see cref="WaitForReadyAsync"/>.</summary>
    public string Peer { get; private set; } = "";

    /// <summary>The moment just before the process was started, in the ticks of <see cref="Stopwatch"/>.</summary>
    public long Started { get; }

    /// <summary>The command's program, built beside the tests.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "mesh.dll");

    /// <summary>The <c>dotnet</c> that runs these tests; a host has no other way to it.</summary>
    public static string Dotnet
    {
        get
        {
            string root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            string beside = Path.Combine(root, "dotnet");
            return File.Exists(beside) ? beside : LabCommand.Find("dotnet") ?? throw new FileNotFoundException("No dotnet was found.");
        }
    }

    /// <summary>Starts the command; it does not wait until the node is ready.</summary>
    public static MeshHost Start(LabNetwork network, LabHost host, MeshHostOptions? options = null)
    {
        options ??= new MeshHostOptions();
        string name = options.Name ?? string.Create(CultureInfo.InvariantCulture, $"h{host.Number}");
        long started = Stopwatch.GetTimestamp();
        LabProcess process = network.Run(
            host,
            Dotnet,
            [Program, "--json", "--name", name, .. options.Arguments],
            new LabProcessOptions { User = options.User, Environment = options.Environment });
        return new MeshHost(process, name, started);
    }

    /// <summary>Types a line into the first room, or a /command; returns the moment just before.</summary>
    public Task<long> SayAsync(string line) => Process.TypeAsync(line);

    /// <summary>The first event of this kind from the mark on that fits.</summary>
    public Task<LabLine> WaitForEventAsync(string kind, Func<LabLine, bool> predicate, TimeSpan limit, int mark = 0) =>
        Process.WaitForAsync($"the event {kind}", line => line.Event == kind && predicate(line), limit, mark);

    public async Task<LabLine> WaitForReadyAsync(TimeSpan limit)
    {
        LabLine ready = await WaitForEventAsync("ready", _ => true, limit);
        Peer = ready.Field("peer")!;
        return ready;
    }

    /// <summary>A link to that node, whose identity must be known.</summary>
    public Task<LabLine> WaitForLinkToAsync(MeshHost other, TimeSpan limit, int mark = 0) =>
        WaitForEventAsync("link-up", line => line.Field("peer") == other.Peer, limit, mark);

    /// <summary>The end of a link to that node.</summary>
    public Task<LabLine> WaitForEndOfLinkToAsync(MeshHost other, TimeSpan limit, int mark = 0) =>
        WaitForEventAsync("link-down", line => line.Field("peer") == other.Peer, limit, mark);

    /// <summary>A link to the person of that name, or to anybody.</summary>
    public Task<LabLine> WaitForLinkUpAsync(TimeSpan limit, string? name = null, int mark = 0) =>
        WaitForEventAsync("link-up", line => name is null || line.Field("name") == name, limit, mark);

    public Task<LabLine> WaitForLinkDownAsync(TimeSpan limit, string? name = null, int mark = 0) =>
        WaitForEventAsync("link-down", line => name is null || line.Field("name") == name, limit, mark);

    /// <summary>The message with exactly this text.</summary>
    public Task<LabLine> WaitForMessageAsync(string text, TimeSpan limit, int mark = 0) =>
        WaitForEventAsync("message", line => line.Field("text") == text, limit, mark);

    /// <summary>How often the message with this text was shown so far; more than once is a fault.</summary>
    public int TimesShown(string text) => Process.Output.Since().Count(line => line.Event == "message" && line.Field("text") == text);
}
