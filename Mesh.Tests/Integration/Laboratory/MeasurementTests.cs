using System.Diagnostics;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Figures for docs/measurements.md. They demand what is promised of a machine that does nothing else, so they are explicit.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class MeasurementTests
{
    [Fact(Explicit = true)]
    public async Task Typed_line_is_displayed_within_30_ms_over_one_hop_and_100_ms_over_five()
    {
        const int Warm = 100;
        const int Measured = 300;
        await using MeshGroup group = await MeshGroup.StartAsync(6, (air, hosts) => air.Line(hosts));
        List<TimeSpan> oneHop = [];
        List<TimeSpan> fiveHops = [];
        for (int number = 0; number < Warm + Measured; number++)
        {
            string text = $"line {number}";
            long typed = await group[0].SayAsync(text);
            LabLine near = await group[1].WaitForMessageAsync(text, MeshGroup.Patience);
            LabLine far = await group[5].WaitForMessageAsync(text, MeshGroup.Patience);
            Assert.Equal((1, 5), (near.Number("hops"), far.Number("hops")));
            if (number >= Warm)
            {
                oneHop.Add(near.Since(typed));
                fiveHops.Add(far.Since(typed));
            }

            // An author may write 20 lines a second; a person writes fewer.
            await Task.Delay(TimeSpan.FromMilliseconds(60));
        }

        LabReport.Write("Typed line to displayed line over one hop", oneHop);
        LabReport.Write("Typed line to displayed line over five hops", fiveHops);
        Assert.InRange(LabReport.Percentile([.. oneHop.Order()], 50), TimeSpan.Zero, TimeSpan.FromMilliseconds(30));
        Assert.InRange(LabReport.Percentile([.. fiveHops.Order()], 50), TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    [Fact(Explicit = true)]
    public async Task Cut_link_is_noticed_within_3_s_and_a_healed_one_is_back_within_3_s()
    {
        const int Cuts = 20;
        await using MeshGroup group = await MeshGroup.StartAsync(2, (air, hosts) => air.ConnectAll(hosts));
        List<TimeSpan> noticed = [];
        List<TimeSpan> back = [];
        for (int cut = 0; cut < Cuts; cut++)
        {
            int[] marks = group.Marks();
            long silent = Stopwatch.GetTimestamp();
            await group.Network.ShapeAsync(air => air.Silence());
            LabLine[] down = await Task.WhenAll(
                group[0].WaitForEndOfLinkToAsync(group[1], MeshGroup.Patience, marks[0]), group[1].WaitForEndOfLinkToAsync(group[0], MeshGroup.Patience, marks[1]));
            noticed.AddRange(down.Select(line => line.Since(silent)));

            // Healing meets the redialling at any point of its rhythm.
            await Task.Delay(TimeSpan.FromMilliseconds(137 * cut));
            long healed = Stopwatch.GetTimestamp();
            await group.Network.ShapeAsync(air => air.ConnectAll(group.Network.Hosts));
            LabLine[] up = await Task.WhenAll(
                group[0].WaitForLinkToAsync(group[1], MeshGroup.Patience, marks[0]), group[1].WaitForLinkToAsync(group[0], MeshGroup.Patience, marks[1]));
            back.AddRange(up.Select(line => line.Since(healed)));
        }

        LabReport.Write("Cut of an idle link to link-down", noticed);
        LabReport.Write("Healing to link-up", back);
        Assert.InRange(noticed.Max(), TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.InRange(back.Max(), TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }
}
