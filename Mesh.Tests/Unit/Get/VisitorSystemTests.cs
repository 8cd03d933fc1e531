using Mesh.Node.Get;
using Microsoft.AspNetCore.Http;

namespace Mesh.Tests.Unit.Get;

public sealed class VisitorSystemTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0", "", "", "win-x64")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0", "Windows", "arm", "win-arm64 win-x64")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Safari/605.1.15", "", "", "osx-arm64 osx-x64")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/142.0", "macOS", "x86", "osx-x64")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "", "", "linux-x64")]
    [InlineData("Mozilla/5.0 (X11; Linux aarch64; rv:140.0) Gecko/20100101 Firefox/140.0", "", "", "linux-arm64")]
    [InlineData("Mozilla/5.0 (X11; Linux armv7l) Chrome/104.0", "", "", "linux-arm")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0", "Linux", "arm", "linux-arm64")]
    [InlineData("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/142.0", "", "", "linux-x64")]
    [InlineData("curl/8.14.1", "", "", "")]
    [InlineData("", "", "", "")]
    public void A_browser_tells_its_system(string agent, string platform, string architecture, string rids)
    {
        VisitorSystem visitor = VisitorSystem.Of(agent, platform, architecture);
        Assert.Equal((rids, false), (string.Join(' ', visitor.Rids), visitor.IsPhone));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/142.0 Mobile")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15")]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 16_0 like Mac OS X) AppleWebKit/605.1.15")]
    public void A_phone_is_a_phone(string agent)
    {
        VisitorSystem visitor = VisitorSystem.Of(agent, "", "");
        Assert.True(visitor.IsPhone);
        Assert.Empty(visitor.Rids);
    }

    [Fact]
    public void Hints_come_in_quotes()
    {
        DefaultHttpContext context = new();
        context.Request.Headers.UserAgent = "Mozilla/5.0";
        context.Request.Headers["Sec-CH-UA-Platform"] = "\"Windows\"";
        context.Request.Headers["Sec-CH-UA-Arch"] = "\"x86\"";
        Assert.Equal(["win-x64"], VisitorSystem.Of(context.Request.Headers).Rids);
    }
}
