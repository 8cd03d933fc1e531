using System.Globalization;
using Mesh.Simulator.Formats;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Formats;

public sealed class ExportTests
{
    [Theory]
    [InlineData("one-contacts")]
    [InlineData("contacts")]
    public void Contacts_survive_the_way_out_and_in(string format)
    {
        Imported before = Fixtures.Read("adyton", "0 1 5.25 10\n1 2 7.5 20.000001\n0 1 12 12\n0 2 20 30\n");

        Imported after = Fixtures.Read(format, Write(format, before));

        Assert.Equal(before.Contacts!.Contacts, after.Contacts!.Contacts);
        Assert.Equal(before.Until, after.Until);
    }

    [Fact]
    public void Messages_survive_as_events_of_The_ONE()
    {
        Imported before = Fixtures.Read("one-contacts", Fixtures.OneContacts);

        Assert.Equal(before.Messages, Fixtures.Read("one-contacts", Write("one-contacts", before)).Messages);
    }

    [Theory]
    [InlineData("bonnmotion")]
    [InlineData("csv")]
    [InlineData("ns2")]
    public void Movement_survives_the_way_out_and_in(string format)
    {
        Imported before = Fixtures.Read("ns2", Fixtures.Ns2);

        Imported after = Fixtures.Read(format, Write(format, before));

        for (int node = 0; node < before.Nodes; node++)
        {
            for (MeshInstant at = MeshInstant.Zero; at <= before.Until; at += TimeSpan.FromSeconds(0.25))
            {
                Position expected = before.Movement!.Tracks[node].At(at);
                Position found = after.Movement!.Tracks[node].At(at);
                Assert.True(Distance.Metres(expected, found) < 1e-5, string.Create(CultureInfo.InvariantCulture, $"node {node} at {at}: {expected} became {found}"));
            }
        }
    }

    [Fact]
    public void Ns2_export_says_when_nodes_come_and_go_and_how_long_it_lasts()
    {
        Imported before = Fixtures.Read("ns2", Fixtures.Ns2);
        using StringWriter parameters = new();
        FormatCatalogue.Find("ns2")!.Beside!.Value.Write(before, parameters);

        Assert.Equal(before.Movement!.Tracks[1].Active, Fixtures.Read("ns2", Write("ns2", before)).Movement!.Tracks[1].Active);
        Assert.Equal("set val(nn) 3\nset val(duration) 20\n", parameters.ToString());
    }

    [Fact]
    public void One_movement_is_sampled_each_second()
    {
        Imported before = Fixtures.Read("csv", "id,t,x,y\n0,0,5,0\n0,4,13,8\n1,0,-3,1\n");

        string text = Write("one-movement", before);

        Assert.StartsWith("0 4 -3 13 0 8\n0 0 5 0\n0 1 -3 1\n1 0 7 2\n", text, StringComparison.Ordinal);
        Assert.Equal(new Position(5 + 3 + 6, 6), Fixtures.Read("one-movement", text).Movement!.Tracks[0].At(new MeshInstant(3_000_000)));
    }

    [Fact]
    public void A_graph_survives_as_GraphMl()
    {
        Imported before = Fixtures.Read("meshnet-lab", Fixtures.MeshnetLab);

        Imported after = Fixtures.Read("graphml", Write("graphml", before));

        Assert.Equal(before.Names, after.Names);
        Assert.Equal(before.Graph!.Links, after.Graph!.Links);
        Assert.Equal(before.Graph.Places, after.Graph.Places);
    }

    private static string Write(string format, Imported imported)
    {
        using StringWriter output = new(CultureInfo.InvariantCulture);
        FormatCatalogue.Find(format)!.Write!(imported, output);
        return output.ToString();
    }
}
