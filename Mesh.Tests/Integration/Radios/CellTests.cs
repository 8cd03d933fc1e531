using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Radios;

/// <summary>Ad hoc cells that <c>mesh wifi adhoc</c> makes, and who is in range of whom in them.</summary>
[Collection(RadioCollection.Name)]
[Trait(LabRequirements.Needs, LabRequirements.Namespaces)]
public sealed class CellTests(RadioAir air)
{
    [Fact]
    public async Task Line_crosses_a_cell_whose_ends_do_not_hear_each_other()
    {
        RadioLaptop[] laptops = await air.ResetAsync(3);
        await air.HearLineAsync(laptops);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        await Task.WhenAll(laptops.Select(laptop => laptop.RunWifiAsync("adhoc", "meadow")));
        await RadioTalk.LinkedAsync(people[0], people[1]);
        await RadioTalk.LinkedAsync(people[1], people[2]);
        LabLine[] shown = await RadioTalk.SayAsync(people[0], "along the chain", people[1], people[2]);
        Assert.Equal([1, 2], shown.Select(line => line.Number("hops")));
        await laptops[0].RunWifiAsync("stop");
        await people[1].WaitForEndOfLinkToAsync(people[0], RadioAir.Patience);
    }

    [Fact]
    public async Task Passphrase_lets_those_in_who_know_it()
    {
        RadioLaptop[] laptops = await air.ResetAsync(3);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        await Task.WhenAll(laptops.Select((laptop, index) =>
        {
            string file = Path.Combine(laptop.Host.Home, "passphrase");
            File.WriteAllText(file, index < 2 ? "under the old oak" : "under the new oak");
            return laptop.RunWifiAsync("adhoc", "meadow", "--passphrase-file", file);
        }));
        await RadioTalk.LinkedAsync(people[0], people[1]);
        await RadioTalk.SayAsync(people[0], "among us", people[1]);
        await RadioTalk.SayAsync(people[1], "only", people[0]);
        Assert.DoesNotContain(people[2].Process.Output.Since(), line => line.Event == "link-up");
    }

    [Fact]
    public async Task Hotspot_with_a_passphrase_is_joined_as_any_network()
    {
        RadioLaptop[] laptops = await air.ResetAsync(2);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        string file = Path.Combine(laptops[0].Host.Home, "passphrase");
        await File.WriteAllTextAsync(file, "under the old oak");
        await laptops[0].RunWifiAsync("hotspot", "orchard", "--passphrase-file", file);
        using ControlClient control = await ControlClient.OpenAsync(laptops[1], "wlan0");
        Assert.Equal("0", await control.AskAsync("ADD_NETWORK"));
        await control.DoAsync("SET_NETWORK 0 ssid \"orchard\"", "SET_NETWORK 0 psk \"under the old oak\"", "SELECT_NETWORK 0");
        await control.WaitForAsync("CTRL-EVENT-CONNECTED");
        await RadioTalk.LinkedAsync(people[0], people[1]);
        await RadioTalk.SayAsync(people[1], "in the orchard", people[0]);
    }

    [Fact]
    public async Task Radio_that_moves_along_a_chain_of_four_loses_no_line()
    {
        RadioLaptop[] laptops = await air.ResetAsync(5);
        RadioLaptop[] chain = [.. laptops.Take(4)];
        RadioLaptop walker = laptops[4];
        await HearAsync(chain, walker, 0);
        MeshHost[] people = await Task.WhenAll(laptops.Select(laptop => laptop.StartMeshAsync()));
        await Task.WhenAll(laptops.Select(laptop => laptop.RunWifiAsync("adhoc", "meadow")));
        await Task.WhenAll(people.Take(3).Zip(people.Skip(1), RadioTalk.LinkedAsync));
        await RadioTalk.LinkedAsync(people[0], people[4]);

        // Both write at every step, also while the walker is between two places and hears nobody.
        List<(MeshHost Author, string Text)> lines = [];
        foreach (int? place in (int?[])[0, null, 1, null, 2, null, 3])
        {
            await HearAsync(chain, walker, place);
            foreach (MeshHost author in (MeshHost[])[people[4], people[0]])
            {
                lines.Add((author, $"{author.Name} at step {lines.Count}"));
                await author.SayAsync(lines[^1].Text);
            }

            if (place is { } at)
            {
                await RadioTalk.ShownAsync(lines[^1].Author, lines[^1].Text, [.. new[] { people[4], people[at] }.Where(person => person != lines[^1].Author)]);
            }
        }

        foreach ((MeshHost author, string text) in lines)
        {
            await RadioTalk.ShownAsync(author, text, [.. people.Where(person => person != author)]);
        }
    }

    private Task HearAsync(RadioLaptop[] chain, RadioLaptop walker, int? place) => air.HearAsync(
        [.. chain.Zip(chain.Skip(1)), .. place is { } at ? [(chain[at], walker)] : Array.Empty<(RadioLaptop, RadioLaptop)>()]);
}
