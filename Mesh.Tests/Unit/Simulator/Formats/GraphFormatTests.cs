using Mesh.Simulator.Formats;
using Mesh.Simulator.World;

namespace Mesh.Tests.Unit.Simulator.Formats;

public sealed class GraphFormatTests
{
    [Fact]
    public void Meshnet_lab_has_qualities_for_each_direction_and_places()
    {
        Imported read = Fixtures.Read("meshnet-lab", Fixtures.MeshnetLab);

        Assert.Equal(["1", "2", "10"], read.Names);
        Assert.Equal([new GraphLink(0, 1, 0.9, 0.5, "wifi"), new GraphLink(1, 2, 1, 1, "vpn")], read.Graph!.Links);
        Assert.Equal([new Position(0, 0), new Position(30, 40.5), null], read.Graph.Places);
    }

    [Fact]
    public void Meshnet_lab_takes_a_node_that_only_a_link_names()
    {
        Assert.Equal(["a", "b"], Fixtures.Read("meshnet-lab", """{"links":[{"source":"b","target":"a"},{"target":"b","source":"a"}]}""").Names);
    }

    [Fact]
    public void Quality_follows_the_node_however_the_file_orders_them()
    {
        Assert.Equal([new GraphLink(0, 1, 0.2, 0.8)], Fixtures.Read("meshnet-lab", """{"links":[{"source":9,"target":3,"source_tq":0.8,"target_tq":0.2}]}""").Graph!.Links);
    }

    [Fact]
    public void Only_one_kind_of_links_can_be_kept()
    {
        Assert.Equal([new GraphLink(1, 2, 1, 1, "vpn")], Fixtures.Read("meshnet-lab", Fixtures.MeshnetLab).Graph!.Only("vpn").Links);
    }

    [Fact]
    public void GraphMl_joins_the_two_directions_of_a_directed_graph()
    {
        Imported read = Fixtures.Read("graphml", Fixtures.GraphMl);

        Assert.Equal([new GraphLink(0, 1, 0.25, 0.75)], read.Graph!.Links);
        Assert.Equal([new Position(1.5, -2), null], read.Graph.Places);
    }

    [Fact]
    public void Edge_lists_have_comments_and_weights()
    {
        Imported read = Fixtures.Read("edge-list", Fixtures.EdgeList);

        Assert.Equal([new GraphLink(0, 1, 0.5, 0.5), new GraphLink(0, 2), new GraphLink(1, 2)], read.Graph!.Links);
    }

    [Theory]
    [InlineData("meshnet-lab", "{\"links\":[\n {\"source\":1,\"target\":2,\"source_tq\":1.5}]}", "file.txt:2:37: expected a quality from 0 to 1, found '1.5'.")]
    [InlineData("meshnet-lab", "{\"links\":[{\"source\":1}]}", "file.txt:1:22: expected 'source' and 'target' in the link before its end, found '}'.")]
    [InlineData("meshnet-lab", "[]", "file.txt:1:1: expected an object with 'links', found '['.")]
    [InlineData("meshnet-lab", "{}", "file.txt:1:2: expected 'links' in the object before its end, found '}'.")]
    [InlineData("graphml", "<graphml>\n<graph><node/></graph></graphml>", "file.txt:2:9: expected an id of the node, of at most 64 characters, found nothing.")]
    [InlineData("graphml", "<html/>", "file.txt:1:2: expected GraphML: <graphml><graph><node id=.../><edge source=... target=.../></graph></graphml>, found nothing.")]
    [InlineData("edge-list", "1 2\n1\n", "file.txt:2:2: expected a second node, found nothing.")]
    public void A_fault_is_told_with_its_place_and_what_was_expected(string format, string text, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatFault>(() => Fixtures.Read(format, text)).Message);
    }

    [Fact]
    public void A_document_type_is_refused()
    {
        string bomb = "<!DOCTYPE g [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\n<graphml><graph><node id=\"&b;\"/></graph></graphml>";

        Assert.StartsWith("file.txt:1:", Assert.Throws<FormatFault>(() => Fixtures.Read("graphml", bomb)).Message, StringComparison.Ordinal);
    }
}
