using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Mesh.Node.Configuration;
using Mesh.Node.Web;
using Mesh.Tests.Unit.Node;

namespace Mesh.Tests.Integration.Web;

/// <summary>The page as the command opens it: ports, addresses for others, certificate.</summary>
public sealed class PageCommandTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_chosen_port_that_is_taken_is_a_complaint_and_the_default_goes_on_to_the_next()
    {
        await using OpenPage first = await OpenPage.StartAsync();
        ComplaintException complaint = await Assert.ThrowsAsync<ComplaintException>(() => OpenPage.StartAsync(settings => settings with { Port = first.Port }));
        Assert.Contains($"--page-port {first.Port} is taken", complaint.Message, StringComparison.Ordinal);

        await using OpenPage second = await OpenPage.StartAsync(settings => settings with { Port = null });
        await using OpenPage third = await OpenPage.StartAsync(settings => settings with { Port = null });
        Assert.NotEqual(second.Server.Places.Local, third.Server.Places.Local);
    }

    /// <summary>Prevents that another user's program at ::1 is taken for the node by browsers that go there for "localhost".</summary>
    [Fact]
    public async Task Both_loopbacks_are_held()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        using System.Net.Sockets.TcpClient four = new();
        await four.ConnectAsync(IPAddress.Loopback, page.Port, TestContext.Current.CancellationToken);
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "IPv6 is needed.");
        using System.Net.Sockets.TcpClient six = new(System.Net.Sockets.AddressFamily.InterNetworkV6);
        await six.ConnectAsync(IPAddress.IPv6Loopback, page.Port, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_address_that_is_not_this_machine_s_is_a_complaint()
    {
        ComplaintException complaint = await Assert.ThrowsAsync<ComplaintException>(() => OpenPage.StartAsync(settings => settings with { Listen = [new PageAddress(IPAddress.Parse("203.0.113.7"), null)] }));
        Assert.Contains("--page-listen 203.0.113.7", complaint.Message, StringComparison.Ordinal);
    }

    /// <summary>127.0.0.2 stands for another machine's way in: it is loopback, so it needs --page-auth to be strict.</summary>
    [Fact]
    public async Task Addresses_for_others_speak_TLS_with_a_certificate_that_is_kept_for_its_owner_only()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Another loopback address is needed.");
        PageAddress other = new(IPAddress.Parse("127.0.0.2"), OpenPage.FreePort());
        List<string> seen = [];
        for (int run = 0; run < 2; run++)
        {
            await using OpenPage page = await OpenPage.StartAsync(settings => settings with { Listen = [new PageAddress(IPAddress.Any, other.Port)], UsesTls = true, NeedsToken = true }, parts => parts with { DataFolder = _folder.Path });
            using HttpClientHandler handler = new() { UseProxy = false };
            handler.ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
            {
                seen.Add(certificate!.Thumbprint);
                return true;
            };
            using HttpClient http = new(handler) { BaseAddress = new Uri($"https://127.0.0.2:{other.Port}/") };
            Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("rooms", TestContext.Current.CancellationToken)).StatusCode);
            http.DefaultRequestHeaders.Add("Authorization", $"Bearer {page.Token}");
            Assert.Contains("lobby", await http.GetStringAsync("rooms", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Single(seen.Distinct());
        string path = Path.Combine(_folder.Path, PageCertificate.FileName);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        using X509Certificate2 kept = X509CertificateLoader.LoadPkcs12FromFile(path, password: null);
        Assert.Equal("ECC", kept.PublicKey.Oid.FriendlyName);
    }

    [Fact]
    public async Task The_command_prints_where_the_page_is_and_its_own_lines_and_the_page_s_are_told_once()
    {
        string port = Node.MeshProcess.FreePort();
        await using Node.MeshProcess mesh = Node.MeshProcess.Start(["--json", "--no-mdns", "--data", _folder.Path, "--port", Node.MeshProcess.FreePort(), "--page-port", port]);
        JsonElement ready = await mesh.EventAsync("ready");
        Assert.Equal($"http://localhost:{port}/", ready.GetProperty("page").GetString());
        using ChatClient chat = await ChatClient.OpenAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture));
        await mesh.TypeAsync("from the terminal");
        Assert.Equal("from the terminal", (await chat.UntilAsync("message")).GetProperty("text").GetString());
        await chat.SayAsync("from the page");
        Assert.Equal("from the page", (await chat.UntilAsync("message")).GetProperty("text").GetString());
        await mesh.TypeAsync("/rooms");
        await mesh.EventAsync("rooms");
        Assert.Equal(2, mesh.Output.Count(line => line.StartsWith("{\"event\":\"queued\"", StringComparison.Ordinal)));
    }
}
