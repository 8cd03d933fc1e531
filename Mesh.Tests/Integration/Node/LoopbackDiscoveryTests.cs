using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Node;

/// <summary>Two people of one machine that has no network at all: multicast DNS on loopback brings their nodes together.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class LoopbackDiscoveryTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Two_users_of_a_machine_without_network_find_each_other()
    {
        await LabRequirements.DemandAsync();
        await using LabNetwork lab = await LabNetwork.StartAsync();
        LabHost host = await lab.AddHostAsync(new LabHostOptions { Radio = false });
        MeshHost anna = MeshHost.Start(lab, host, new MeshHostOptions { Name = "anna", User = "anna" });
        MeshHost ben = MeshHost.Start(lab, host, new MeshHostOptions { Name = "ben", User = "ben" });
        await Task.WhenAll(anna.WaitForLinkUpAsync(Soon), ben.WaitForLinkUpAsync(Soon));
        await anna.SayAsync("same machine");
        LabLine message = await ben.WaitForMessageAsync("same machine", Soon);
        Assert.Equal(1, message.Number("hops"));
        Assert.Equal("lo", (await ben.WaitForLinkUpAsync(Soon)).Field("interface"));
    }

    [Fact]
    public async Task A_machine_without_network_says_why_nobody_is_near()
    {
        await LabRequirements.DemandAsync();
        await using LabNetwork lab = await LabNetwork.StartAsync();
        LabHost host = await lab.AddHostAsync(new LabHostOptions { Radio = false });
        MeshHost anna = MeshHost.Start(lab, host);
        LabLine alone = await anna.WaitForEventAsync("alone", _ => true, Soon);
        Assert.Contains("\"code\":\"only-loopback\"", alone.Text, StringComparison.Ordinal);
    }
}
