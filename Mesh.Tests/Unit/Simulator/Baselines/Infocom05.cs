using System.Globalization;
using Mesh.Simulator.Baselines;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Network;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Workloads;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Baselines;

/// <summary>The conference trace of 41 people over three days with a thousand private messages, as other simulators ran it: 250 kB/s, buffers of 100 MB.</summary>
internal sealed class Infocom05
{
    public const int Nodes = 41;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(274_883);

    private Infocom05(ContactPlan contacts, IReadOnlyList<ImportedMessage> messages)
    {
        Contacts = contacts;
        Messages = messages;
    }

    public ContactPlan Contacts { get; }

    public IReadOnlyList<ImportedMessage> Messages { get; }

    /// <summary>Reads the trace; the calling test is skipped where there is none.</summary>
    public static Infocom05 Read()
    {
        string? folder = Environment.GetEnvironmentVariable("MESH_TRACES");
        Assert.SkipUnless(folder is not null, "MESH_TRACES does not name a folder of traces.");
        string[][] events = Lines(Path.Combine(folder!, "contacts", "Haggle3-Infocom5.one.csv"));
        string[][] messages = Lines(Path.Combine(folder!, "golden", "infocom05.messages.one.txt"));
        return new Infocom05(
            new ContactPlan(Nodes, Duration, ContactsOf(events)),
            [.. messages.Select(line => new ImportedMessage(Second(line[0]), line[2], Number(line[3]), Number(line[4]), Number(line[5])))]);
    }

    public RunResult Run(string protocol, bool immunity, params IRunObserver[] observers)
    {
        Scenario scenario = new()
        {
            Name = "infocom05",
            Duration = Duration,
            Radio = new() { Delay = new Bounds(0.002, 0.0022) },
            Node = new NodeSpec { Store = new StoreSpec { Buffer = 100_000_000, Lifetime = TimeSpan.FromDays(30), Rate = 2_000_000, Immunity = immunity } },
            Workload = [new WorkloadSpec { Kind = WorkloadKind.Replay, File = "golden" }],
        };
        Scene scene = new() { Contacts = Contacts, Medium = new EvenMedium() };
        return ScenarioRun.Run(scenario, scene, _ => Messages, protocol, 1, observers, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<Contact> ContactsOf(string[][] events)
    {
        Dictionary<(int, int), (int Depth, MeshInstant Since)> open = [];
        foreach (string[] line in events)
        {
            (int a, int b) = (Number(line[2]), Number(line[3]));
            (int A, int B) pair = (Math.Min(a, b), Math.Max(a, b));
            (int depth, MeshInstant since) = open.GetValueOrDefault(pair);
            if (line[4] == "up")
            {
                open[pair] = (depth + 1, depth == 0 ? Second(line[0]) : since);
            }
            else if (depth == 1)
            {
                open[pair] = default;
                yield return new Contact(pair.A, pair.B, since, Second(line[0]));
            }
            else
            {
                open[pair] = (depth - 1, since);
            }
        }
    }

    private static string[][] Lines(string path) => [.. File.ReadLines(path).Select(line => line.Split(' '))];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static MeshInstant Second(string text) => MeshInstant.Zero + TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));
}
