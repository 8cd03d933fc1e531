using System.Globalization;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>The command on a host where avahi-daemon has the multicast port too, and what others' tools see of it.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class BesideAvahiTests
{
    [Fact]
    public async Task Nodes_beside_avahi_link_and_avahi_browse_lists_both_on_each_family()
    {
        Avahi.Demand();
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        LabProcess avahi = await Avahi.StartAsync(lab, lab.Hosts[0], MeshGroup.Patience);
        MeshHost beside = MeshHost.Start(lab, lab.Hosts[0], new MeshHostOptions { Name = "Änna B." });
        MeshHost far = MeshHost.Start(lab, lab.Hosts[1]);
        await beside.WaitForReadyAsync(MeshGroup.Patience);
        await far.WaitForReadyAsync(MeshGroup.Patience);
        await beside.WaitForLinkToAsync(far, MeshGroup.Patience);
        await far.WaitForLinkToAsync(beside, MeshGroup.Patience);
        await beside.SayAsync("beside avahi");
        await far.WaitForMessageAsync("beside avahi", MeshGroup.Patience);

        // A browser that runs on shows each service once it is announced; probing takes most of a second.
        await avahi.TypeAsync("timeout 60 avahi-browse -rp _mesh-chat._tcp");
        foreach (MeshHost listed in new[] { beside, far })
        {
            foreach (string family in new[] { "IPv4", "IPv6" })
            {
                LabLine line = await avahi.WaitForAsync(
                    $"{listed.Name} on {family}",
                    line => line.Text.StartsWith($"=;wl0;{family};", StringComparison.Ordinal)
                        && line.Text.Contains(string.Create(CultureInfo.InvariantCulture, $"\"id={listed.Peer}\""), StringComparison.Ordinal),
                    MeshGroup.Patience);
                Assert.Contains(";6374;", line.Text, StringComparison.Ordinal);
                Assert.Contains("\"txtvers=1\"", line.Text, StringComparison.Ordinal);
                Assert.Contains(FormattableString.Invariant($"\"rev={Mesh.Protocol.ProtocolLimits.RevisionMin}-{Mesh.Protocol.ProtocolLimits.RevisionMax}\""), line.Text, StringComparison.Ordinal);
                Assert.Contains("\"net=", line.Text, StringComparison.Ordinal);
            }
        }
    }
}
