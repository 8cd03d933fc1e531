using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>Laptops whose radios a real NetworkManager manages, as on most desktops.</summary>
[Collection(RadioCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class ManagedTests(RadioAir air)
{
    [Fact]
    public async Task Managed_laptop_makes_a_cell_through_NetworkManager_and_another_joins_it_without()
    {
        RadioLaptop[] laptops = await air.ResetAsync(2, managed: 1);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        await laptops[0].RunManagedWifiAsync("adhoc", "meadow");
        await laptops[1].RunWifiAsync("adhoc", "meadow");
        await RadioTalk.LinkedAsync(people[0], people[1]);
        await RadioTalk.SayAsync(people[0], "by NetworkManager", people[1]);
        await laptops[0].RunManagedWifiAsync("stop");
        await people[1].WaitForEndOfLinkToAsync(people[0], RadioAir.Patience);
    }

    // NetworkManager 1.42 takes every group that it did not ask for out of wpa_supplicant again, so the radio is taken from it.
    [Fact]
    public async Task Group_is_made_on_radios_that_NetworkManager_lets_go_of_and_has_back_afterwards()
    {
        RadioLaptop[] laptops = await air.ResetAsync(2, managed: 2);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        LabProcess host = laptops[0].StartManagedWifi("host", laptops[0].Name);
        await RadioTalk.GroupAsync(host);
        await laptops[1].RunManagedWifiAsync("join");
        await RadioTalk.LinkedAsync(people[0], people[1]);
        await RadioTalk.SayAsync(people[1], "beside NetworkManager", people[0]);
        await laptops[1].WaitForManagedStateAsync("10 (unmanaged)");

        await laptops[1].RunManagedWifiAsync("stop");
        host.Interrupt();
        await host.WaitForExitAsync(RadioAir.Patience);
        foreach (RadioLaptop laptop in laptops)
        {
            await laptop.WaitForEndOfInterfaceAsync("p2p-wlan0-0");
            await laptop.WaitForManagedStateAsync("30 (disconnected)");
        }
    }
}
