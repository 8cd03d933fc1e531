using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Mesh.Node.Get;
using Mesh.Tests.Unit.Node;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Mesh.Tests.Integration.Get;

/// <summary>The program is handed out over real HTTP on loopback.</summary>
public sealed class GetEndpointsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(3_000_000);
    private WebApplication? _site;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "mesh-linux-x64"), _content, Cancellation);
        _folder.Write("key.pem", "secret");
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _site = builder.Build();
        _site.UseRouting();
        GetEndpoints.Map(_site, new BuildShelf([_folder.Path], own: null));
        await _site.StartAsync(Cancellation);
        string address = _site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        _client.BaseAddress = new Uri(address);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await (_site?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_build_comes_whole_with_its_length_and_name()
    {
        using HttpResponseMessage answer = await _client.GetAsync("/get/mesh-linux-x64", Cancellation);
        Assert.Equal(_content, await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Equal(_content.Length, answer.Content.Headers.ContentLength);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", "mesh-linux-x64"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileName));
        Assert.Equal("bytes", answer.Headers.AcceptRanges.Single());
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on()
    {
        using HttpRequestMessage rest = new(HttpMethod.Get, "/get/mesh-linux-x64");
        rest.Headers.Range = new RangeHeaderValue(2_000_000, null);
        rest.Headers.IfRange = new RangeConditionHeaderValue(new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(_content))}\""));
        using HttpResponseMessage answer = await _client.SendAsync(rest, Cancellation);
        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(_content[2_000_000..], await answer.Content.ReadAsByteArrayAsync(Cancellation));

        using HttpRequestMessage beyond = new(HttpMethod.Get, "/get/mesh-linux-x64");
        beyond.Headers.Range = new RangeHeaderValue(5_000_000, null);
        using HttpResponseMessage refusal = await _client.SendAsync(beyond, Cancellation);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, refusal.StatusCode);
    }

    [Fact]
    public async Task Asking_for_the_head_only_sends_no_build()
    {
        using HttpRequestMessage head = new(HttpMethod.Head, "/get/mesh-linux-x64");
        using HttpResponseMessage answer = await _client.SendAsync(head, Cancellation);
        Assert.Equal(_content.Length, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
    }

    [Theory]
    [InlineData("/get/key.pem")]
    [InlineData("/get/mesh-win-x64.exe")]
    [InlineData("/get/..%2fkey.pem")]
    [InlineData("/get/%2e%2e%2f%2e%2e%2fetc%2fpasswd")]
    [InlineData("/get/mesh-linux-x64%00")]
    [InlineData("/get/mesh-linux-x64/x")]
    public async Task Nothing_else_is_given(string path)
    {
        using HttpResponseMessage answer = await _client.GetAsync(path, Cancellation);
        Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.BadRequest]);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_its_style_and_the_hashes_are_there()
    {
        using HttpRequestMessage ask = new(HttpMethod.Get, "/get");
        ask.Headers.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        using HttpResponseMessage page = await _client.SendAsync(ask, Cancellation);
        Assert.Contains("For this computer: Linux on a PC", await page.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains(VisitorSystem.AskedHints, page.Headers.GetValues("Accept-CH"));
        using HttpResponseMessage style = await _client.GetAsync("/get/get.css", Cancellation);
        Assert.Equal("text/css", style.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"{Convert.ToHexStringLower(SHA256.HashData(_content))}  mesh-linux-x64\n", await _client.GetStringAsync("/get/SHA256SUMS", Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
