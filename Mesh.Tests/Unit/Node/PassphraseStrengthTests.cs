using Mesh.Node.Configuration;

namespace Mesh.Tests.Unit.Node;

public sealed class PassphraseStrengthTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("1234", true)]
    [InlineData("rescue", true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("Tr0ub4dor", true)]
    [InlineData("correct horse battery staple", false)]
    [InlineData("k7#vP2!xQz9m", false)]
    public void Short_or_repeating_passphrases_are_weak(string passphrase, bool isWeak)
    {
        Assert.Equal(isWeak, PassphraseStrength.BitsAtMost(passphrase) < PassphraseStrength.BitsMin);
    }
}
