using Mesh.Node.Commands;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Doctor;

/// <summary>What "mesh doctor" does beside a running node.</summary>
public sealed class DoctorCommandTests
{
    [Theory]
    [InlineData("--interface", "nope", "--interface would change")]
    [InlineData("--network", "zebra", "--network would change")]
    [InlineData("--peer", "10.0.0.7", "--peer would change")]
    public async Task What_the_running_node_decides_is_refused(string option, string value, string words)
    {
        using TestFolder folder = new();
        await using ControlNode node = ControlNode.Start(folder.Path, isOfferedToOthers: false);
        CapturedText error = new();
        CommandTree tree = new(
            TestSurroundings.Of(new Dictionary<string, string>(), output: new CapturedText(), error: error),
            (_, _) => throw new InvalidOperationException("A node runs."),
            screen: null,
            page: null);
        Assert.Equal(2, await tree.RunAsync(["doctor", option, value, "--data", folder.Path], TestContext.Current.CancellationToken));
        Assert.Contains(words, Assert.Single(error.Lines()), StringComparison.Ordinal);
    }
}
