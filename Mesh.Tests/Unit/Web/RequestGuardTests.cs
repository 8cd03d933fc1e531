using System.Net;
using Mesh.Node.Web;

namespace Mesh.Tests.Unit.Web;

/// <summary>Who may ask at all: the table of hosts, origins and sites.</summary>
public sealed class RequestGuardTests
{
    private static readonly RequestGuard Guard = new(["mesh.example.org"], ["https://friend.example", "http://localhost:8000"]);

    [Theory]
    [InlineData("localhost:6375", 0)]
    [InlineData("LOCALHOST", 0)]
    [InlineData("127.0.0.1:6375", 0)]
    [InlineData("127.8.9.1", 0)]
    [InlineData("[::1]:6375", 0)]
    [InlineData("192.168.49.1:6375", 0)]
    [InlineData("mesh.example.org", 0)]
    [InlineData("Mesh.Example.org.:443", 0)]
    [InlineData("192.168.49.2:6375", 421)]
    [InlineData("evil.example:6375", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("evil.localhost", 421)]
    [InlineData("", 421)]
    [InlineData("[", 421)]
    public void A_name_that_was_rebound_to_this_machine_is_refused(string host, int status) =>
        Assert.Equal(status, Guard.Check(Request() with { Host = host, LocalAddress = IPAddress.Parse("192.168.49.1") }).Status);

    [Theory]
    [InlineData("GET", null, null, null, 0)]
    [InlineData("POST", null, null, null, 0)]
    [InlineData("POST", "http://localhost:6375", "same-origin", "cors", 0)]
    [InlineData("GET", null, "none", "navigate", 0)]
    [InlineData("GET", null, "same-origin", "no-cors", 0)]
    [InlineData("POST", "https://friend.example", "cross-site", "cors", 0)]
    [InlineData("GET", "http://localhost:8000", "same-site", "cors", 0)]
    [InlineData("POST", "https://evil.example", "cross-site", "cors", 403)]
    [InlineData("GET", "https://evil.example", "cross-site", "cors", 403)]
    [InlineData("GET", "https://evil.example", null, null, 403)]
    [InlineData("GET", "http://localhost:9999", "same-site", "cors", 403)]
    [InlineData("GET", "null", null, null, 403)]
    [InlineData("GET", null, "cross-site", "no-cors", 403)]
    [InlineData("GET", null, "same-site", "no-cors", 403)]
    [InlineData("GET", null, "cross-site", "navigate", 403)]
    [InlineData("GET", "http://localhost:63750", null, null, 403)]
    [InlineData("GET", "ftp://localhost:6375", null, null, 403)]
    public void A_foreign_page_cannot_ask(string method, string? origin, string? site, string? mode, int status) =>
        Assert.Equal(status, Guard.Check(Request() with { Method = method, Path = "/rooms", Origin = origin, FetchSite = site, FetchMode = mode }).Status);

    [Theory]
    [InlineData("/", 0)]
    [InlineData("/join", 0)]
    [InlineData("/get", 0)]
    [InlineData("/events/frame", 0)]
    [InlineData("/chat", 403)]
    [InlineData("/events", 403)]
    [InlineData("/commands", 403)]
    public void A_link_of_another_site_leads_to_the_page_only(string path, int status) =>
        Assert.Equal(status, Guard.Check(Request() with { Path = path, FetchSite = "cross-site", FetchMode = "navigate" }).Status);

    [Fact]
    public void The_file_that_sites_include_is_for_everybody_and_only_to_read()
    {
        GuardRequest request = Request() with { Path = "/mesh.js", Origin = "https://evil.example", FetchSite = "cross-site" };
        Assert.False(Guard.Check(request).IsRefused);
        Assert.Null(Guard.Check(request).ForeignOrigin);
        Assert.True(Guard.Check(request with { Method = "POST" }).IsRefused);
    }

    [Fact]
    public void An_allowed_origin_is_told_that_it_may_read_the_answer()
    {
        Assert.Equal("https://friend.example", Guard.Check(Request() with { Origin = "https://friend.example" }).ForeignOrigin);
        Assert.Null(Guard.Check(Request() with { Origin = "http://localhost:6375" }).ForeignOrigin);
    }

    [Fact]
    public void Behind_a_proxy_the_page_s_own_origin_is_the_proxy_s() =>
        Assert.False(Guard.Check(Request() with { Method = "POST", Host = "mesh.example.org", Origin = "https://mesh.example.org" }).IsRefused);

    private static GuardRequest Request() => new() { Method = "GET", Path = "/", Host = "localhost:6375", LocalAddress = IPAddress.Loopback };
}
