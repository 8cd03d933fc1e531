using System.Net;
using Mesh.Node.Configuration;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Unit.Web;

/// <summary>The settings of the page from command line, variables and file, and what is wrong in them.</summary>
public sealed class PageSettingsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_anything_given_the_page_is_for_this_machine_only()
    {
        PageSettings page = await ReadAsync(new PageLayer());
        Assert.Equal((false, false, null, false, false, false), (page.IsOff, page.Opens, page.Port, page.UsesTls, page.NeedsToken, page.IsAskedFor));
        Assert.Empty(page.Listen.Select(listen => listen.ToString()).Concat(page.Origins).Concat(page.Hosts));
    }

    [Fact]
    public async Task Every_variable_and_every_key_arrives_and_the_command_line_beats_them()
    {
        foreach ((string name, string value) in new[] { ("NO_PAGE", "yes"), ("OPEN", "1"), ("PAGE_PORT", "7001"), ("PAGE_LISTEN", "192.0.2.1,[::1]:9"), ("PAGE_TLS", "on"), ("PAGE_ORIGIN", "https://A.example"), ("PAGE_HOST", "Mesh.Example.org"), ("PAGE_AUTH", "true") })
        {
            _variables["MESH_" + name] = value;
        }

        Check(await ReadAsync(new PageLayer { Port = 7002 }), port: 7002);
        _variables.Clear();
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "mesh.json"),
            """{"no-page":true,"open":true,"page-port":7001,"page-listen":["192.0.2.1","[::1]:9"],"page-tls":true,"page-origin":"https://a.example","page-host":["mesh.example.org"],"page-auth":true}""",
            TestContext.Current.CancellationToken);
        Check(await ReadAsync(new PageLayer()), port: 7001);
    }

    [Theory]
    [InlineData("PAGE_LISTEN", "wlan0")]
    [InlineData("PAGE_LISTEN", "192.0.2.1:0")]
    [InlineData("PAGE_LISTEN", "192.0.2.1:70000")]
    [InlineData("PAGE_LISTEN", "http://192.0.2.1")]
    [InlineData("PAGE_ORIGIN", "example.org")]
    [InlineData("PAGE_ORIGIN", "https://example.org/page")]
    [InlineData("PAGE_ORIGIN", "ftp://example.org")]
    [InlineData("PAGE_HOST", "https://example.org")]
    [InlineData("PAGE_HOST", "example.org:80")]
    [InlineData("PAGE_PORT", "0")]
    [InlineData("PAGE_TLS", "maybe")]
    public async Task A_wrong_value_gets_one_line_that_names_it(string variable, string value)
    {
        _variables["MESH_" + variable] = value;
        ComplaintException complaint = await Assert.ThrowsAsync<ComplaintException>(() => ReadAsync(new PageLayer()));
        Assert.StartsWith($"MESH_{variable} '{value}'", complaint.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*", "0.0.0.0", null)]
    [InlineData("*:80", "0.0.0.0", 80)]
    [InlineData("::", "::", null)]
    [InlineData("fe80::1", "fe80::1", null)]
    public void Addresses_are_read_as_people_write_them(string text, string address, int? port) =>
        Assert.Equal(new PageAddress(IPAddress.Parse(address), port), PageAddress.Parse("--page-listen", text));

    private static void Check(PageSettings page, int port)
    {
        Assert.Equal((true, true, port, true, true), (page.IsOff, page.Opens, page.Port, page.UsesTls, page.NeedsToken));
        Assert.Equal([new PageAddress(IPAddress.Parse("192.0.2.1"), null), new PageAddress(IPAddress.IPv6Loopback, 9)], page.Listen);
        Assert.Equal(("https://a.example", "mesh.example.org"), (Assert.Single(page.Origins), Assert.Single(page.Hosts)));
    }

    private async Task<PageSettings> ReadAsync(PageLayer commandLine)
    {
        SettingsReader reader = new(TestSurroundings.Of(_variables));
        return (await reader.ReadAsync(new SettingsLayer { Data = _folder.Path, Page = commandLine }, TestContext.Current.CancellationToken)).Page;
    }
}
