using Mesh.Node.Chat;

namespace Mesh.Tests.Unit.Node;

public sealed class ChatCommandTests
{
    [Theory]
    [InlineData("hello", nameof(ChatVerb.Say), "hello")]
    [InlineData("  two  spaces ", nameof(ChatVerb.Say), "  two  spaces ")]
    [InlineData("//etc/hosts", nameof(ChatVerb.Say), "/etc/hosts")]
    [InlineData("", nameof(ChatVerb.Nothing), "")]
    [InlineData(" \t", nameof(ChatVerb.Nothing), "")]
    [InlineData("/join rescue team", nameof(ChatVerb.Join), "rescue team")]
    [InlineData("/JOIN  ops ", nameof(ChatVerb.Join), "ops")]
    [InlineData("/leave", nameof(ChatVerb.Leave), "")]
    [InlineData("/leave ops", nameof(ChatVerb.Leave), "ops")]
    [InlineData("/rooms", nameof(ChatVerb.Rooms), "")]
    [InlineData("/who", nameof(ChatVerb.Who), "")]
    [InlineData("/peers", nameof(ChatVerb.Peers), "")]
    [InlineData("/nick Anna", nameof(ChatVerb.Nick), "Anna")]
    [InlineData("/me waves", nameof(ChatVerb.Act), "waves")]
    [InlineData("/help", nameof(ChatVerb.Help), "")]
    [InlineData("/quit", nameof(ChatVerb.Quit), "")]
    public void A_line_is_understood(string line, string verb, string argument)
    {
        Assert.Equal(new ChatCommand(Enum.Parse<ChatVerb>(verb), argument), ChatCommand.Parse(line));
    }

    [Theory]
    [InlineData("/jion ops", "/jion")]
    [InlineData("/", "/")]
    [InlineData("/join", "/join ROOM")]
    [InlineData("/nick  ", "/nick NAME")]
    [InlineData("/quit now", "/quit alone")]
    public void A_mistake_is_one_sentence_that_names_it(string line, string named)
    {
        ChatCommand command = ChatCommand.Parse(line);
        Assert.Equal(ChatVerb.Mistake, command.Verb);
        Assert.Contains(named, command.Argument, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', command.Argument);
    }

    [Fact]
    public void The_help_names_every_command()
    {
        Assert.All(ChatCommand.Names, name => Assert.Contains(ChatCommand.HelpLines, line => line.StartsWith(name, StringComparison.Ordinal)));
    }
}
