using Mesh.Chat;

namespace Mesh.Tests.Unit.Chat;

public sealed class RoomNamesTests
{
    [Theory]
    [InlineData("lobby")]
    [InlineData("a room with spaces")]
    [InlineData("räume")]
    [InlineData("\U0001F600")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Plain_names_up_to_64_bytes_are_rooms(string name) => RoomNames.CheckRoom(name, "name");

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "empty")]
    [InlineData(" lobby", "white space")]
    [InlineData("lobby\u00A0", "white space")]
    [InlineData("lob\nby", "control")]
    [InlineData("lob\u0085by", "control")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234", "65 bytes")]
    [InlineData("ääääääääääääääääääääääääääääääääääääää", "76 bytes")]
    public void Other_names_are_refused_with_what_is_wrong(string name, string wrong)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => RoomNames.CheckRoom(name, "name"));
        Assert.Contains(wrong, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xD83D)]
    [InlineData(0xDE00)]
    public void Half_a_character_is_no_name(int half)
    {
        string name = "lob" + (char)half + "by";
        Assert.Contains("broken", Assert.Throws<ArgumentException>(() => RoomNames.CheckRoom(name, "name")).Message, StringComparison.Ordinal);
    }
}
