using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>The emulated radios themselves: what laptops see of them, and who hears whom.</summary>
[Collection(RadioCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class RadioAirTests(RadioAir air)
{
    [Fact]
    public async Task Group_is_an_interface_of_its_own_while_it_lasts()
    {
        RadioLaptop[] laptops = await air.ResetAsync(2);
        (RadioLaptop owner, RadioLaptop client) = (laptops[0], laptops[1]);
        using ControlClient ownerControl = await ControlClient.OpenAsync(owner, "p2p-dev-wlan0");
        using ControlClient clientControl = await ControlClient.OpenAsync(client, "p2p-dev-wlan0");
        await ownerControl.DoAsync("P2P_GROUP_ADD freq=2437");
        await ownerControl.WaitForAsync("P2P-GROUP-STARTED p2p-wlan0-0 GO");
        await owner.WaitForInterfaceAsync("p2p-wlan0-0");
        using ControlClient groupControl = await ControlClient.OpenAsync(owner, "p2p-wlan0-0");
        await groupControl.DoAsync("WPS_PBC");

        await clientControl.DoAsync("P2P_FIND");
        string found = await clientControl.WaitForAsync("name='laptop1'");
        string address = found.Split("p2p_dev_addr=")[1].Split(' ')[0];
        await clientControl.DoAsync($"P2P_CONNECT {address} pbc join");
        await clientControl.WaitForAsync("P2P-GROUP-STARTED p2p-wlan0-0 client");
        await client.WaitForInterfaceAsync("p2p-wlan0-0");
        await Task.WhenAll(AddressedAsync(owner, "p2p-wlan0-0"), AddressedAsync(client, "p2p-wlan0-0"));
        Assert.True(await PingAsync(client, owner, "p2p-wlan0-0"));

        await ownerControl.DoAsync("P2P_GROUP_REMOVE p2p-wlan0-0");
        await clientControl.WaitForAsync("P2P-GROUP-REMOVED");
        await Task.WhenAll(owner.WaitForEndOfInterfaceAsync("p2p-wlan0-0"), client.WaitForEndOfInterfaceAsync("p2p-wlan0-0"));
        Assert.DoesNotContain("p2p-wlan0-0", owner.Control.Names);
    }

    [Fact]
    public async Task Cell_carries_frames_between_those_only_who_hear_each_other()
    {
        RadioLaptop[] laptops = await air.ResetAsync(3);
        await air.HearLineAsync(laptops);
        foreach (RadioLaptop laptop in laptops)
        {
            using ControlClient control = await ControlClient.OpenAsync(laptop, "wlan0");
            await control.DoAsync("AP_SCAN 2");
            Assert.Equal("0", await control.AskAsync("ADD_NETWORK"));
            await control.DoAsync(
                "SET_NETWORK 0 ssid \"cell\"", "SET_NETWORK 0 mode 1", "SET_NETWORK 0 frequency 2437", "SET_NETWORK 0 fixed_freq 1",
                "SET_NETWORK 0 bssid 02:ca:ff:ee:ba:be", "SET_NETWORK 0 key_mgmt NONE", "SELECT_NETWORK 0");
            await control.WaitForAsync("CTRL-EVENT-CONNECTED");
            await laptop.WaitForInterfaceAsync("wlan0");
        }

        await Task.WhenAll(laptops.Select(laptop => AddressedAsync(laptop, "wlan0")));
        Assert.True(await PingAsync(laptops[0], laptops[1], "wlan0"));
        Assert.True(await PingAsync(laptops[1], laptops[2], "wlan0"));
        Assert.False(await PingAsync(laptops[0], laptops[2], "wlan0"));
        await air.HearAsync((laptops[0], laptops[2]));
        Assert.True(await PingAsync(laptops[0], laptops[2], "wlan0"));
        Assert.False(await PingAsync(laptops[0], laptops[1], "wlan0"));
    }

    private static async Task AddressedAsync(RadioLaptop laptop, string name)
    {
        using var patience = new CancellationTokenSource(RadioAir.Patience);
        while (laptop.Host.LinkLocalOf(name) is null)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    // The first of three may be lost while the neighbour is asked for its address.
    private static async Task<bool> PingAsync(RadioLaptop from, RadioLaptop to, string name)
    {
        (int code, _, _) = await LabCommand.TryAsync("ip",
            ["netns", "exec", from.Host.Namespace, "busybox", "ping", "-c", "3", "-W", "2", "-I", name, $"{to.Host.LinkLocalOf(name)}"]);
        return code == 0;
    }
}
