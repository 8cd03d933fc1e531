using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

public sealed class PaletteTests
{
    private static readonly int[] Levels = [0, 95, 135, 175, 215, 255];

    [Fact]
    public void Author_colours_read_well_on_black_and_on_white()
    {
        Assert.All(Palette.Authors, colour =>
        {
            double luminance = Luminance(colour);
            Assert.True((luminance + 0.05) / 0.05 >= 4.5, $"{colour} on black");
            Assert.True(1.05 / (luminance + 0.05) >= 3, $"{colour} on white");
        });
    }

    [Fact]
    public void An_author_has_one_colour_and_authors_spread_over_all()
    {
        byte[] colours = [.. Enumerable.Range(0, 240).Select(number => Palette.OfAuthor(StagedNode.Person((byte)number)))];
        Assert.Equal(Palette.Authors.Count, colours.Distinct().Count());
        Assert.Equal(Palette.OfAuthor(StagedNode.Person(7)), Palette.OfAuthor(StagedNode.Person(7)));
    }

    private static double Luminance(byte colour)
    {
        int cube = colour - 16;
        return (0.2126 * Linear(Levels[cube / 36])) + (0.7152 * Linear(Levels[cube / 6 % 6])) + (0.0722 * Linear(Levels[cube % 6]));
    }

    private static double Linear(int level)
    {
        double share = level / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }
}
