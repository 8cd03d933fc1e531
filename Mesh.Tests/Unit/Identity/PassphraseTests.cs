using Mesh.Identity;

namespace Mesh.Tests.Unit.Identity;

public sealed class PassphraseTests
{
    [Fact]
    public void Generated_passphrases_are_five_groups_never_alike_and_never_weak()
    {
        string[] generated = Enumerable.Range(0, 500).Select(_ => Passphrase.Generate()).ToArray();
        Assert.All(generated, text => Assert.Matches("^[a-z2-7]{4}(-[a-z2-7]{4}){4}$", text));
        Assert.Equal(500, generated.Distinct().Count());
        Assert.DoesNotContain(generated, Passphrase.IsWeak);
    }

    [Theory]
    [InlineData("")]
    [InlineData("mesh")]
    [InlineData("password123")]
    [InlineData("correct horse battery staple")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("mesh-chat-open-door-four")]
    [InlineData("22aa-22aa-22aa-22aa-22aa")]
    public void Short_repeated_and_few_worded_passphrases_are_weak(string text) => Assert.True(Passphrase.IsWeak(text));

    [Theory]
    [InlineData("wolf lantern seven orbit gravel pencil tundra")]
    [InlineData("q9!Xv7#mB2$kZ5&rT1")]
    public void Seven_words_or_sixteen_odd_characters_are_not_weak(string text) => Assert.False(Passphrase.IsWeak(text));
}
