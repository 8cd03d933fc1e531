using System.Diagnostics;
using System.Globalization;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>Wi-Fi Direct groups that <c>mesh wifi host</c> and <c>mesh wifi join</c> make.</summary>
[Collection(RadioCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class GroupTests(RadioAir air)
{
    // Promised on a quiet machine: from no network to a line, and from the group to the link without a restart.
    private static readonly TimeSpan FirstLine = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LinkedInGroup = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task Owner_and_two_who_join_chat_within_20_s_of_having_no_network()
    {
        RadioLaptop[] laptops = await air.ResetAsync(3);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        long begun = Stopwatch.GetTimestamp();
        LabProcess host = laptops[0].StartWifi("host", laptops[0].Name);
        LabProcess join = laptops[1].StartWifi("join");
        LabLine joined = await RadioTalk.GroupAsync(join);
        LabLine linked = await people[1].WaitForLinkToAsync(people[0], RadioAir.Patience);
        LabLine[] shown = await RadioTalk.SayAsync(people[1], "first line", people[0]);
        LabReport.Write(string.Create(CultureInfo.InvariantCulture,
            $"From no network: group joined after {joined.Since(begun).TotalSeconds:0.0} s, linked after {linked.Since(begun).TotalSeconds:0.0} s, first line shown after {shown[0].Since(begun).TotalSeconds:0.0} s."));
        Assert.InRange(shown[0].Since(begun), TimeSpan.Zero, LabBounds.Of(FirstLine));
        Assert.InRange(linked.Since(joined.Timestamp), TimeSpan.MinValue, LabBounds.Of(LinkedInGroup));
        Assert.Equal(0, await join.WaitForExitAsync(RadioAir.Patience));

        await laptops[2].RunWifiAsync("join", laptops[0].Name);
        await Task.WhenAll(people.Take(2).Select(person => RadioTalk.LinkedAsync(person, people[2])));
        await RadioTalk.SayAsync(people[2], "from one who joined to another", people[0], people[1]);

        host.Interrupt();
        await host.WaitForExitAsync(RadioAir.Patience);
        await Task.WhenAll(laptops.Select(laptop => laptop.WaitForEndOfInterfaceAsync("p2p-wlan0-0")));
    }

    [Fact]
    public async Task Another_takes_over_when_the_owner_disappears()
    {
        RadioLaptop[] laptops = await air.ResetAsync(3);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        LabProcess host = laptops[0].StartWifi("host", laptops[0].Name);
        await RadioTalk.GroupAsync(host);
        LabProcess[] stayers = [.. laptops.Skip(1).Select(laptop => laptop.StartWifi("join", "--or-host"))];
        await Task.WhenAll(stayers.Select(stayer => RadioTalk.GroupAsync(stayer)));
        await RadioTalk.LinkedAsync(people[1], people[2]);
        int[] marks = [.. stayers.Select(stayer => stayer.Output.Count)];
        int linkMark = people[1].Process.Output.Count;

        // The owner walks away: nobody is told, and its two members hear each other only.
        await air.HearAsync((laptops[1], laptops[2]));
        await Task.WhenAll(stayers.Select((stayer, index) => RadioTalk.GroupAsync(stayer, isIn: false, marks[index])));
        await Task.WhenAll(stayers.Select((stayer, index) => RadioTalk.GroupAsync(stayer, isIn: true, marks[index])));
        await people[1].WaitForLinkToAsync(people[2], RadioAir.Patience, linkMark);
        await RadioTalk.SayAsync(people[1], "without the owner", people[2]);
        Assert.Single(stayers, stayer => stayer.Output.Since().Last(line => line.Event == "wifi-group").Field("owner") == "true");
    }

    // Android gives each owner of a group the address 192.168.49.1, so the two groups have one subnet.
    [Fact]
    public async Task Laptop_in_two_groups_with_the_same_addresses_bridges_them()
    {
        RadioLaptop[] laptops = await air.ResetAsync(3);
        (RadioLaptop one, RadioLaptop other, RadioLaptop between) = (laptops[0], laptops[1], laptops[2]);
        await air.HearAsync((one, between), (other, between));
        MeshHost[] people = await Task.WhenAll(one.StartMeshAsync(), other.StartMeshAsync(), between.StartMeshAsync());
        await Task.WhenAll(RadioTalk.GroupAsync(one.StartWifi("host", one.Name)), RadioTalk.GroupAsync(other.StartWifi("host", other.Name)));
        await between.RunWifiAsync("join", one.Name, "--interface", "wlan0");
        await between.RunWifiAsync("join", other.Name, "--interface", "wlan1");
        await AddressAsync(one, "p2p-wlan0-0", 1);
        await AddressAsync(other, "p2p-wlan0-0", 1);
        await AddressAsync(between, "p2p-wlan0-0", 2);
        await AddressAsync(between, "p2p-wlan1-0", 2);
        await RadioTalk.LinkedAsync(people[2], people[0]);
        await RadioTalk.LinkedAsync(people[2], people[1]);
        LabLine[] shown = await RadioTalk.SayAsync(people[0], "across both groups", people[2], people[1]);
        Assert.Equal([1, 2], shown.Select(line => line.Number("hops")));
    }

    [Fact]
    public async Task Pin_lets_in_who_types_it_and_stop_ends_what_a_killed_host_left()
    {
        RadioLaptop[] laptops = await air.ResetAsync(2);
        LabProcess host = laptops[0].StartWifi("host", laptops[0].Name, "--pin");
        LabLine pin = await host.WaitForAsync("its PIN", line => line.Event == "wifi-pin", RadioAir.Patience);
        await laptops[1].RunWifiAsync("join", "--pin", pin.Field("pin")!);
        await laptops[1].WaitForInterfaceAsync("p2p-wlan0-0");
        host.Kill9();
        await host.WaitForExitAsync(RadioAir.Patience);
        Assert.True(laptops[0].Interfaces.ContainsKey("p2p-wlan0-0"));
        await laptops[0].RunWifiAsync("stop");
        await Task.WhenAll(laptops.Select(laptop => laptop.WaitForEndOfInterfaceAsync("p2p-wlan0-0")));
    }

    private static async Task AddressAsync(RadioLaptop laptop, string name, int last)
    {
        await laptop.WaitForInterfaceAsync(name);
        await LabCommand.RunAsync("ip", ["-n", laptop.Host.Namespace, "address", "add", $"192.168.49.{last}/24", "dev", name]);
    }
}
