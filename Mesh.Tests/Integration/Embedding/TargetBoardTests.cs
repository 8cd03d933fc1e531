using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Mesh.Simulator;

namespace Mesh.Tests.Integration.Embedding;

/// <summary>An embedder's test of his own code on virtual nodes, as docs/embedding.md shows it: green, and red where his code has a bug.</summary>
public sealed partial class TargetBoardTests
{
    // Sample begins.
    [Fact]
    public Task Boards_agree_after_a_partition_heals() => BoardsAgreeAsync(seed: 7);

    private static Task BoardsAgreeAsync(ulong seed, Func<TargetBoard.Report, TargetBoard.Report, bool>? replaces = null) =>
        SimulatedMesh.RunAsync(new SimulatedMeshOptions { Nodes = 5, Topology = SimulatedTopology.Line, Seed = seed }, async mesh =>
        {
            List<TargetBoard> boards = [];
            foreach (MeshNode drone in mesh.Nodes)
            {
                TargetBoard board = new(await drone.JoinAsync("targets"), replaces);
                mesh.Start(board.FollowAsync);
                boards.Add(board);
            }

            await mesh.RunForAsync(TimeSpan.FromSeconds(5));
            mesh.Partition([0, 1], [2, 3, 4]);
            await boards[0].ReportAsync("boat", "north of the pier");
            await boards[4].ReportAsync("boat", "south of the pier");
            await mesh.RunForAsync(TimeSpan.FromMinutes(1));

            mesh.Heal();
            await mesh.RunUntilAsync(() => boards.DistinctBy(board => board.ToString()).Count() == 1, TimeSpan.FromMinutes(1), "all boards agree");
        });

    // Sample ends.

    [Fact]
    public async Task A_board_that_takes_whatever_comes_last_is_caught_with_seed_and_virtual_time()
    {
        SimulatedMeshException failure = await Assert.ThrowsAsync<SimulatedMeshException>(() => BoardsAgreeAsync(seed: 7, replaces: (_, _) => true));

        Assert.StartsWith("'all boards agree' did not come to hold within 60 s. (seed 7, virtual time 125.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("left the simulation's thread", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_repeats_itself_to_the_microsecond()
    {
        Func<Task> run = () => BoardsAgreeAsync(seed: 11, replaces: (_, _) => true);
        SimulatedMeshException first = await Assert.ThrowsAsync<SimulatedMeshException>(run);
        SimulatedMeshException second = await Assert.ThrowsAsync<SimulatedMeshException>(run);

        Assert.Equal((first.Message, first.Time), (second.Message, second.Time));
    }

    [Fact]
    public void The_document_shows_the_samples_that_are_compiled()
    {
        string document = File.ReadAllText(RepositoryFiles.PathOf("docs/embedding.md")).ReplaceLineEndings("\n");
        string[] shown = [.. Block().Matches(document).Skip(1).Select(block => block.Groups["code"].Value.Trim())];

        Assert.Equal([SampleOf("DroneSample.cs"), SampleOf("WaySample.cs"), SampleOf("TargetBoard.cs"), SampleOf("TargetBoardTests.cs")], shown);
    }

    private static string SampleOf(string file)
    {
        string[] source = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(SourcePath())!, file));
        int begin = Array.FindIndex(source, line => line.Trim() == "// Sample begins.") + 1;
        int end = Array.FindIndex(source, line => line.Trim() == "// Sample ends.");
        int indent = source[begin].Length - source[begin].TrimStart().Length;
        return string.Join('\n', source[begin..end].Select(line => line.Length > indent ? line[indent..] : line.Trim())).Trim();
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
