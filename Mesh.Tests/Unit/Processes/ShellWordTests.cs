using Mesh.Node.Processes;

namespace Mesh.Tests.Unit.Processes;

/// <summary>What people copy into a shell does what it says and nothing else.</summary>
public sealed class ShellWordTests
{
    [Theory]
    [InlineData("field", "field")]
    [InlineData("/home/anna/.local/share/mesh-2_x", "/home/anna/.local/share/mesh-2_x")]
    [InlineData("a@b:80+c=50%", "a@b:80+c=50%")]
    [InlineData("", "''")]
    [InlineData("field cell", "'field cell'")]
    [InlineData("x; rm -rf ~", "'x; rm -rf ~'")]
    [InlineData("$(id)`id`\"", "'$(id)`id`\"'")]
    [InlineData("it's", @"'it'\''s'")]
    [InlineData("~", "'~'")]
    [InlineData("grün", "'grün'")]
    public void A_word_is_handed_over_as_it_is(string text, string word) => Assert.Equal(word, ShellWord.Of(text));

    [Theory]
    [InlineData("a\nrm b", "'a⏎rm b'")]
    [InlineData("a\r\u001b[2Jb", "'a⏎[2Jb'")]
    [InlineData("a\u202eb", "ab")]
    public void What_steers_a_terminal_does_not_reach_it(string text, string word) => Assert.Equal(word, ShellWord.Of(text));
}
