using System.Text.Json;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Whoever stays alone is told why and what to do. All cases live in one laboratory, each on hosts of its own.</summary>
[Collection(LabCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class AloneTests
{
    [Fact]
    public async Task Every_reason_is_told_where_it_holds()
    {
        await using LabNetwork lab = await LabNetwork.StartAsync();
        Task[] cases =
        [
            await OnlyLoopbackAsync(lab),
            await NobodyNearAsync(lab),
            await MulticastThatDoesNotComeBackAsync(lab),
            await OtherNetworkAsync(lab),
            await OtherPassphraseAsync(lab),
            await SilentPortAsync(lab),
            await RefusingPortAsync(lab),
        ];
        await Task.WhenAll(cases);
    }

    private static async Task<Task> OnlyLoopbackAsync(LabNetwork lab)
    {
        MeshHost alone = MeshHost.Start(lab, await lab.AddHostAsync(new LabHostOptions { Radio = false }));
        return TellsAsync(alone, "only-loopback", null, "loopback");
    }

    private static async Task<Task> NobodyNearAsync(LabNetwork lab)
    {
        MeshHost alone = MeshHost.Start(lab, await lab.AddHostAsync());
        return TellsAsync(alone, "nobody-heard", "wl0", "no other node is heard");
    }

    private static async Task<Task> MulticastThatDoesNotComeBackAsync(LabNetwork lab)
    {
        LabHost host = await lab.AddHostAsync();
        await LabNetwork.ProtectAsync(host, "udp dport 5353 drop");
        return TellsAsync(MeshHost.Start(lab, host), "multicast-silent", "wl0", "does not come back");
    }

    private static async Task<Task> OtherNetworkAsync(LabNetwork lab)
    {
        MeshHost[] two = await StartNearAsync(lab, host => ["--network", $"net{host}"]);
        return Task.WhenAll(
            TellsAsync(two[0], "other-network", "wl0", two[1].Name),
            TellsAsync(two[1], "other-network", "wl0", two[0].Name));
    }

    // Two passphrases and none; each of the three hears the others.
    private static async Task<Task> OtherPassphraseAsync(LabNetwork lab)
    {
        IReadOnlyList<LabHost> hosts = await lab.AddHostsAsync(3);
        await lab.ShapeAsync(air => air.ConnectAll(hosts));
        string?[] passphrases = ["seven green tortoises sing", "eight green tortoises sing", null];
        MeshHost[] three = [.. hosts.Zip(passphrases, (host, passphrase) => MeshHost.Start(
            lab, host, new MeshHostOptions { Environment = new Dictionary<string, string?> { ["MESH_PASSPHRASE"] = passphrase } }))];
        return Task.WhenAll(three.Select(async one =>
        {
            await TellsAsync(one, "passphrase-mismatch", "wl0", "passphrase");
            await one.WaitForEventAsync(
                "notice",
                line => line.Field("code") == "passphrase-mismatch" && line.Field("text")!.Contains("start both nodes with the same", StringComparison.Ordinal),
                MeshGroup.Patience);
        }));
    }

    private static async Task<Task> SilentPortAsync(LabNetwork lab)
    {
        MeshHost[] two = await StartNearAsync(lab, _ => [], "tcp flags syn / syn,ack drop");
        return Task.WhenAll(two.Select(one => TellsAsync(one, "port-silent", "wl0", "does not answer")));
    }

    private static async Task<Task> RefusingPortAsync(LabNetwork lab)
    {
        MeshHost[] two = await StartNearAsync(lab, _ => [], "tcp flags syn / syn,ack reject with tcp reset");
        return Task.WhenAll(two.Select(one => TellsAsync(one, "port-refused", "wl0", "refuses connections")));
    }

    private static async Task<MeshHost[]> StartNearAsync(LabNetwork lab, Func<int, string[]> arguments, string? rule = null)
    {
        IReadOnlyList<LabHost> hosts = await lab.AddHostsAsync(2);
        await lab.ShapeAsync(air => air.ConnectAll(hosts));
        if (rule is not null)
        {
            await LabNetwork.ProtectAsync(hosts[0], rule);
            await LabNetwork.ProtectAsync(hosts[1], rule);
        }

        return [.. hosts.Select(host => MeshHost.Start(lab, host, new MeshHostOptions { Arguments = arguments(host.Number) }))];
    }

    private static async Task TellsAsync(MeshHost host, string code, string? on, string words)
    {
        LabLine alone = await host.WaitForEventAsync("alone", line => Reason(line, code).ValueKind == JsonValueKind.Object, MeshGroup.Patience);
        JsonElement reason = Reason(alone, code);
        Assert.Equal(on, reason.GetProperty("interface").GetString());
        Assert.Contains(words, reason.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(reason.GetProperty("advice").GetString()!);
        Assert.DoesNotContain(host.Process.Output.Since(), line => line.Event == "link-up");
    }

    private static JsonElement Reason(LabLine alone, string code) =>
        alone.Json.GetProperty("reasons").EnumerateArray().FirstOrDefault(reason => reason.GetProperty("code").GetString() == code);
}
