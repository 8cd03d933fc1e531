using Mesh.Node.Doctor;
using Mesh.Node.Doctor.Checks;

namespace Mesh.Tests.Unit.Doctor;

/// <summary>What is told to people.</summary>
public sealed class ExaminationTextTests
{
    [Fact]
    public void Without_multicast_a_healthy_node_tells_its_links_alone()
    {
        NodeFacts node = new() { Network = "mesh", Links = [new LinkFacts("p", "ben", "169.254.78.7:6374", null, 1)] };
        Assert.Equal("Nothing is wrong: 1 neighbour is linked.", Assert.Single(Told(node)));
    }

    [Theory]
    [InlineData(-0.04, "clock: anna 0.0 s")]
    [InlineData(0.04, "clock: anna 0.0 s")]
    [InlineData(-2.31, "clock: anna -2.3 s")]
    [InlineData(2.31, "clock: anna +2.3 s")]
    public void A_clock_has_one_sign_and_none_when_it_is_right(double lead, string line) =>
        Assert.Contains(line, ExaminationText.Facts(new Facts(new NodeFacts { Clocks = [new ClockFacts("p", "anna", lead)] }, new MachineFacts())));

    private static IReadOnlyList<string> Told(NodeFacts node)
    {
        Facts facts = new(node, new MachineFacts { System = "linux" });
        return ExaminationText.Findings(new Examination(DateTimeOffset.UnixEpoch, TimeSpan.Zero, AllChecks.Look(facts), facts));
    }
}
