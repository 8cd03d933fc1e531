using System.Text.Json;
using Mesh.Node.Ways;

namespace Mesh.Tests.Unit.Node;

/// <summary>Maps of small meshes, as they are read.</summary>
public sealed class MapPictureTests
{
    [Fact]
    public void Chain_stands_on_one_row_with_its_round_trips() =>
        Assert.Equal("anna (you) ─ 1.5 ─ ben ── carla ─ 2 ─ dora", Map(80, ["ab 1.5", "bc", "cd 2"]));

    [Fact]
    public void Chain_that_is_too_long_for_the_row_goes_on_below() => Assert.Equal(
        """
        anna (you) ── ben
        └── carla ── dora
        """.ReplaceLineEndings("\n"),
        Map(20, ["ab", "bc", "cd"]));

    [Fact]
    public void Branches_have_rows_of_their_own_and_links_across_stand_below() => Assert.Equal(
        """
        anna (you)
        ├─ 1 ─ ben
        │  ├── dora
        │  └── emil ── fred
        └── carla
        also linked: ben ─ 3 ─ carla, dora ── emil
        no link told of: greta
        """.ReplaceLineEndings("\n"),
        Map(80, ["ab 1", "ac", "bc 3", "bd", "be", "de", "ef"], "abcdefg"));

    [Fact]
    public void Node_without_links_stands_alone() => Assert.Equal("anna (you)", Map(80, [], "a"));

    [Fact]
    public void Names_that_are_not_unique_tell_the_identity_and_what_steers_a_terminal_is_left_out()
    {
        string map = MapPicture.Of(new MapGraph(JsonDocument.Parse("""
            {"nodes":[{"peer":"aaaa-bbbb-cccc","name":"x","self":true},{"peer":"dddd-eeee-ffff","name":"x\u001b[2J","self":false},{"peer":"gggg-hhhh-iiii","name":"x[2J","self":false}],
             "links":[{"from":"aaaa-bbbb-cccc","to":"dddd-eeee-ffff","roundTripMs":null}]}
            """).RootElement), 80);
        Assert.Equal("x (you) ── x[2J (dddd-eeee)\nno link told of: x[2J (gggg-hhhh)", map);
    }

    [Fact]
    public void Ring_of_thirty_is_drawn_within_its_width()
    {
        string[] links = [.. Enumerable.Range(0, 30).Select(i => $"{Letter(i)}{Letter((i + 1) % 30)} {i}")];
        string map = Map(60, links, string.Concat(Enumerable.Range(0, 30).Select(Letter)));
        Assert.All(map.Split('\n'), row => Assert.InRange(row.Length, 1, 60));
        Assert.Contains("also linked:", map, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_for_graphviz_has_every_node_and_link_and_no_quote_of_theirs()
    {
        string dot = MapPicture.Dot(new MapGraph(Topology("ab", ["ab 1.5"], name => name == "ben" ? "b\"e\\n" : name)));
        Assert.Equal("graph mesh {\n  \"a\" [label=\"anna (you)\"];\n  \"b\" [label=\"b\\\"e\\\\n\"];\n  \"a\" -- \"b\" [label=\"1.5 ms\"];\n}", dot);
    }

    private static string Letter(int place) => ((char)('a' + place)).ToString();

    private static string Map(int width, string[] links, string nodes = "abcd") => MapPicture.Of(new MapGraph(Topology(nodes, links, name => name)), width);

    private static JsonElement Topology(string nodes, string[] links, Func<string, string> rename)
    {
        string[] names = ["anna", "ben", "carla", "dora", "emil", "fred", "greta"];
        return JsonSerializer.SerializeToElement(new
        {
            nodes = nodes.Select(letter => new { peer = letter.ToString(), name = rename(letter - 'a' < names.Length ? names[letter - 'a'] : letter.ToString()), self = letter == 'a' }),
            links = links.Select(link => new
            {
                from = link[..1],
                to = link[1..2],
                roundTripMs = link.Length > 3 ? double.Parse(link[3..], System.Globalization.CultureInfo.InvariantCulture) : (double?)null,
            }),
        });
    }
}
