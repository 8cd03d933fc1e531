using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Mesh.Simulator.Commands;
using Mesh.Simulator.Fieldlogs;
using Mesh.Simulator.Formats;
using Mesh.Simulator.Runs;
using Mesh.Simulator.Scenarios;
using Mesh.Simulator.World;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>What nodes on hosts of the laboratory recorded, replayed in the simulator: the same contacts, the same deliveries.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed partial class FieldlogTests
{
    private const int Hosts = 4;
    private const int Messages = 3 * Hosts;
    private const long TwoHours = 7_200_000_000;

    private static readonly TimeSpan Near = TimeSpan.FromSeconds(1);

    /// <summary>Longer than a start on a loaded machine makes round trips, which is what the simulator takes for the network.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    /// <summary>A chain of four is cut in its middle and healed, while all four write. One of them has a clock that is two hours ahead.</summary>
    [Fact]
    public async Task A_record_of_hosts_is_replayed_with_the_same_contacts_and_the_same_deliveries()
    {
        await using LabNetwork network = await LabNetwork.StartAsync(Hosts);
        string[] files = [.. network.Hosts.Select(host => Path.Combine(host.Home, "walk.jsonl"))];
        MeshHost[] people = await WalkAsync(network, files);
        await SetClockAheadAsync(files[2]);
        var trace = FieldlogTrace.Read([.. files.Select(FormatSource.OfFile)], "walk");

        Assert.InRange(trace.Clocks[2].WallError, TwoHours - 200_000, TwoHours + 200_000);
        AssertContactsAre(trace, people);
        Assert.Equal(Messages, trace.Messages.Count);
        Assert.All(trace.Messages, message => Assert.Equal((Hosts - 1, Hosts - 1), (message.For.Length, message.Showings.Count)));
        AssertSimulatedIsRecorded(trace, files);
        AssertToldByCommand(files);
    }

    private static async Task<MeshHost[]> WalkAsync(LabNetwork network, string[] files)
    {
        await network.ShapeAsync(air => air.Line(network.Hosts));
        MeshHost[] people = [.. network.Hosts.Select((host, index) => MeshHost.Start(network, host, new MeshHostOptions { Arguments = ["--record", files[index]] }))];
        await Task.WhenAll(people.Select(person => person.WaitForReadyAsync(MeshGroup.Patience)));
        await Task.WhenAll(people.Zip(people[1..]).SelectMany(pair => new[] { LinkedAsync(pair.First, pair.Second), LinkedAsync(pair.Second, pair.First) }));
        await SayAllAsync(people, "together");

        int[] marks = Marks(people);
        await network.ShapeAsync(air => air.Cut(network.Hosts[1], network.Hosts[2]));
        await Task.WhenAll(people[1].WaitForEndOfLinkToAsync(people[2], MeshGroup.Patience, marks[1]), people[2].WaitForEndOfLinkToAsync(people[1], MeshGroup.Patience, marks[2]));
        await Task.WhenAll(people.Select((person, index) => person.SayAsync(Text("apart", index))));
        await Task.WhenAll(people[0].WaitForMessageAsync(Text("apart", 1), MeshGroup.Patience), people[3].WaitForMessageAsync(Text("apart", 2), MeshGroup.Patience));
        await Task.Delay(Pause, TestContext.Current.CancellationToken);

        marks = Marks(people);
        await network.ShapeAsync(air => air.Connect(network.Hosts[1], network.Hosts[2]));
        await Task.WhenAll(LinkedAsync(people[1], people[2], marks[1]), LinkedAsync(people[2], people[1], marks[2]));
        await HaveAllAsync(people, "apart");
        await SayAllAsync(people, "again");
        await Task.Delay(Pause, TestContext.Current.CancellationToken);
        await Task.WhenAll(people.Select(person => person.SayAsync("/quit")));
        await Task.WhenAll(people.Select(person => person.Process.WaitForExitAsync(MeshGroup.Patience)));
        return people;
    }

    private static Task<LabLine> LinkedAsync(MeshHost one, MeshHost other, int mark = 0) => one.WaitForLinkToAsync(other, MeshGroup.Patience, mark);

    private static async Task SayAllAsync(MeshHost[] people, string word)
    {
        await Task.WhenAll(people.Select((person, index) => person.SayAsync(Text(word, index))));
        await HaveAllAsync(people, word);
    }

    private static Task HaveAllAsync(MeshHost[] people, string word) => Task.WhenAll(people.SelectMany((_, author) => people
        .Where((_, reader) => reader != author)
        .Select(person => person.WaitForMessageAsync(Text(word, author), MeshGroup.Patience))));

    private static int[] Marks(MeshHost[] people) => [.. people.Select(person => person.Process.Output.Count)];

    private static string Text(string word, int author) => string.Create(CultureInfo.InvariantCulture, $"{word} {author}");

    private static async Task SetClockAheadAsync(string file)
    {
        string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        string ahead = Wall().Replace(text, match => string.Create(CultureInfo.InvariantCulture, $"\"wall\":{long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) + TwoHours}"));
        await File.WriteAllTextAsync(file, ahead, TestContext.Current.CancellationToken);
    }

    /// <summary>Contacts are what the hosts printed, read by one clock, within a second; ends that fell into the goodbye were printed by nobody.</summary>
    private static void AssertContactsAre(FieldlogTrace trace, MeshHost[] people)
    {
        IReadOnlyList<Contact> contacts = trace.ToImported().Contacts!.Contacts;
        Assert.Equal([1, 2, 1], people.Zip(people[1..]).Select(pair => ContactsOf(trace, contacts, pair.First, pair.Second).Length));
        TimeSpan? zero = null;
        foreach ((MeshHost one, MeshHost other) in people.Zip(people[1..]))
        {
            foreach ((Contact contact, int number) in ContactsOf(trace, contacts, one, other).Select((contact, number) => (contact, number)))
            {
                TimeSpan up = Printed(one, other, "link-up").Zip(Printed(other, one, "link-up"), (left, right) => left < right ? left : right).ElementAt(number);
                zero ??= up - (contact.Up - MeshInstant.Zero);
                Assert.InRange(contact.Up - MeshInstant.Zero, up - zero.Value - Near, up - zero.Value + Near);
            }
        }

        Contact cut = ContactsOf(trace, contacts, people[1], people[2])[0];
        TimeSpan[] downs = [Printed(people[1], people[2], "link-down")[0], Printed(people[2], people[1], "link-down")[0]];
        Assert.InRange(cut.Down - MeshInstant.Zero, downs.Max() - zero!.Value - Near, downs.Max() - zero.Value + Near);
    }

    private static Contact[] ContactsOf(FieldlogTrace trace, IReadOnlyList<Contact> contacts, MeshHost one, MeshHost other)
    {
        int[] pair = [.. new[] { trace.Names.ToList().IndexOf(one.Peer), trace.Names.ToList().IndexOf(other.Peer) }.Order()];
        return [.. contacts.Where(contact => contact.A == pair[0] && contact.B == pair[1])];
    }

    private static TimeSpan[] Printed(MeshHost host, MeshHost peer, string kind) =>
        [.. host.Process.Output.Since().Where(line => line.Event == kind && line.Field("peer") == peer.Peer).Select(line => Stopwatch.GetElapsedTime(0, line.Timestamp))];

    /// <summary>In the simulator the links stand when they stood, and everybody gets what they got.</summary>
    private static void AssertSimulatedIsRecorded(FieldlogTrace trace, string[] files)
    {
        string folder = Environment.CurrentDirectory;
        string text = ScenarioWriter.Write(FieldlogScenario.Of(trace, files, folder));
        Scenario scenario = Assert.Single(new ScenarioReader(["plumtree"], _ => null).ReadText(text, Path.Combine(folder, "walk.yaml"), "walk.yaml", []));
        FieldlogComparison comparison = new(trace);
        LinkWatch links = new();
        RunResult result = ScenarioRun.Run(scenario, "plumtree", seed: 1, [comparison, links], TestContext.Current.CancellationToken);

        Assert.Empty(result.Failures);
        IReadOnlyList<Contact> contacts = trace.ToImported().Contacts!.Contacts;
        Assert.All(contacts, contact => Assert.Contains(links.Ups, up => up.A == contact.A && up.B == contact.B && up.At >= contact.Up - Near && up.At <= contact.Up + Near));
        Assert.All(contacts, contact => Assert.Contains(links.Downs, down => down.A == contact.A && down.B == contact.B && down.At == contact.Down));
        (IReadOnlyList<(int, int)> onlyRecorded, IReadOnlyList<(int, int)> onlySimulated) = comparison.Differences();
        Assert.Empty(onlyRecorded);
        Assert.Empty(onlySimulated);
        Assert.Equal((Messages, Messages * (Hosts - 1)), (comparison.Written, comparison.SimulatedWith.Count()));
    }

    private static void AssertToldByCommand(string[] files)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = CommandLine.Run(["replay", .. files], output, error);
        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());

        Assert.Equal((0, ""), (code, error.ToString()));
        Assert.Matches("deliveries +36 of 36 +36 of 36", output.ToString());
    }

    [GeneratedRegex("\"wall\":([0-9]+)")]
    private static partial Regex Wall();

    private sealed class LinkWatch : IRunObserver
    {
        public List<(int A, int B, MeshInstant At)> Ups { get; } = [];

        public List<(int A, int B, MeshInstant At)> Downs { get; } = [];

        public void On(in RunEvent happened)
        {
            if (happened.Kind is RunEventKind.LinkUp or RunEventKind.LinkDown)
            {
                (happened.Kind == RunEventKind.LinkUp ? Ups : Downs).Add((Math.Min(happened.A, happened.B), Math.Max(happened.A, happened.B), happened.At));
            }
        }
    }
}
