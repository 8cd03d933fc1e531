using Mesh.Tests.Integration.Laboratory;
using Microsoft.Playwright;

namespace Mesh.Tests.Integration.Page;

/// <summary>Debian's chromium without a window, once for all tests of the page.</summary>
public sealed class PageBrowser : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
        "--disable-domain-reliability", "--disable-client-side-phishing-detection", "--metrics-recording-only", "--disable-dev-shm-usage",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (LabCommand.Find("chromium") is { } chromium)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Arguments });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A visitor of their own: no storage, no cookies.</summary>
    internal async Task<PageVisitor> VisitAsync(string url, BrowserNewContextOptions? options = null)
    {
        LabRequirements.DemandProgram("chromium", "chromium");
        IBrowserContext context = await _browser!.NewContextAsync(options ?? new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        context.SetDefaultTimeout(20_000);
        PageVisitor visitor = new(context, await context.NewPageAsync());
        await visitor.Page.GotoAsync(url);
        return visitor;
    }
}
