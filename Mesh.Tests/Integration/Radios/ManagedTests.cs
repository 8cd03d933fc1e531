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
        await laptops[0].RunWifiAsManagedAsync("adhoc", "meadow");
        await laptops[1].RunWifiAsync("adhoc", "meadow");
        await RadioTalk.LinkedAsync(people[0], people[1]);
        await RadioTalk.SayAsync(people[0], "by NetworkManager", people[1]);
        await laptops[0].RunWifiAsManagedAsync("stop");
        await people[1].WaitForEndOfLinkToAsync(people[0], RadioAir.Patience);
    }

    [Fact]
    public async Task Group_is_made_on_a_radio_that_was_taken_from_NetworkManager()
    {
        RadioLaptop[] laptops = await air.ResetAsync(2, managed: 2);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        await Task.WhenAll(laptops.Select(laptop => laptop.TakeFromManagerAsync()));
        await RadioTalk.GroupAsync(laptops[0].StartWifi("host", laptops[0].Name));
        await laptops[1].RunWifiAsync("join");
        await RadioTalk.LinkedAsync(people[0], people[1]);
        await RadioTalk.SayAsync(people[1], "beside NetworkManager", people[0]);
    }
}
