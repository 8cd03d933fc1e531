using System.IO.Compression;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Doctor;

/// <summary>Where nothing is wrong, "mesh doctor" says so in one line.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class HealthyHostTests
{
    private const string Passphrase = "seven green tortoises sing";

    [Fact]
    public async Task Healthy_hosts_raise_no_alarm_with_and_without_a_running_node()
    {
        await using MeshGroup group = await MeshGroup.StartAsync(2, (air, hosts) => air.ConnectAll(hosts));
        LabHost bare = await group.Network.AddHostAsync(new LabHostOptions { DuplicateAddressDetection = true });
        LabHost lonely = await group.Network.AddHostAsync();
        await group.Network.ShapeAsync(air => air.ConnectAll(group.Network.Hosts.Except([lonely])));
        foreach ((LabHost host, string words) in new[] { (group.Network.Hosts[0], "1 neighbour is linked"), (bare, "2 neighbours are linked"), (lonely, "no other node is heard") })
        {
            DoctorRun run = await DoctorRun.ExamineAsync(group.Network, host, isJson: false);
            Assert.True(run.Code == 0 && run.Lines is [{ } only] && only.Text.StartsWith("Nothing is wrong", StringComparison.Ordinal) && only.Text.Contains(words, StringComparison.Ordinal), run.Shown);
            Assert.InRange(run.Took, TimeSpan.Zero, LabBounds.Of(DoctorRun.Promised));
        }
    }

    [Fact]
    public async Task Host_beside_avahi_is_healthy_and_its_responder_is_listed()
    {
        Avahi.Demand();
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        await Avahi.StartAsync(lab, lab.Hosts[0], MeshGroup.Patience);
        await Avahi.StartAsync(lab, lab.Hosts[1], MeshGroup.Patience);
        DoctorRun run = await DoctorRun.ExamineAsync(lab, lab.Hosts[0]);
        Assert.True(run.Code == 0 && run.Codes.Length == 0, run.Shown);
        Assert.Equal("true", run.Lines[^1].Field("healthy"));
        Assert.Contains("\"heard\":[{\"address\":", run.Lines[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_holds_no_passphrase_no_key_and_nothing_that_was_said()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(lab.Hosts));
        MeshHostOptions closed = new() { Environment = new Dictionary<string, string?> { ["MESH_PASSPHRASE"] = Passphrase } };
        MeshHost[] two = [.. lab.Hosts.Select(host => MeshHost.Start(lab, host, closed))];
        await Task.WhenAll(two.Select(one => one.WaitForReadyAsync(MeshGroup.Patience)));
        await two[0].WaitForLinkToAsync(two[1], MeshGroup.Patience);
        await two[0].SayAsync("between us only");
        await two[1].WaitForMessageAsync("between us only", MeshGroup.Patience);

        string file = Path.Combine(lab.Hosts[0].Home, "report.zip");
        DoctorRun run = await DoctorRun.ExamineAsync(lab, lab.Hosts[0], ["--bundle", file]);
        Assert.True(run.Code == 0, run.Shown);
        Dictionary<string, string> entries = [];
        await using (ZipArchive zip = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken))
        {
            foreach (ZipArchiveEntry entry in zip.Entries)
            {
                using StreamReader reader = new(await entry.OpenAsync(TestContext.Current.CancellationToken));
                entries[entry.FullName] = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(["doctor.json", "mesh.log", "report.txt"], entries.Keys.Order());
        byte[] key = await File.ReadAllBytesAsync(Directory.GetFiles(lab.Hosts[0].Home, "node.key", SearchOption.AllDirectories)[0], TestContext.Current.CancellationToken);
        Assert.All(entries.Values, text =>
        {
            Assert.DoesNotContain(Passphrase, text, StringComparison.Ordinal);
            Assert.DoesNotContain("between us only", text, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(key)[..32], text, StringComparison.Ordinal);
        });
        Assert.Contains("own multicast comes back", entries["report.txt"], StringComparison.Ordinal);

        DoctorRun again = await DoctorRun.ExamineAsync(lab, lab.Hosts[0], ["--bundle", file]);
        Assert.True(again.Code == 2, again.Shown);
    }
}
