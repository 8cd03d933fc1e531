using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mesh.Tests.Integration.Page;

/// <summary>A person with a browser. What its console complains of is kept.</summary>
internal sealed class PageVisitor : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    public PageVisitor(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
    }

    public IPage Page { get; }

    /// <summary>The texts of the messages that are in the document.</summary>
    public Task<IReadOnlyList<string>> TextsAsync() => Page.Locator(".message:not(.unsent) .text").AllInnerTextsAsync();

    public ILocator Text(string text) => Page.Locator(".message:not(.unsent) .text").Filter(new LocatorFilterOptions { HasText = text });

    public Task SeesAsync(string text) => Expect(Text(text)).ToHaveCountAsync(1);

    /// <summary>Waits for the connection to be in that state: open, fallback, lost.</summary>
    public Task ConnectionIsAsync(string state) =>
        Expect(Page.Locator("#connection")).ToHaveAttributeAsync("data-state", state, new LocatorAssertionsToHaveAttributeOptions { Timeout = 30_000 });

    /// <summary>Writes a line as a person does.</summary>
    public async Task SayAsync(string text)
    {
        await Page.FillAsync("#composer-text", text);
        await Page.PressAsync("#composer-text", "Enter");
    }

    /// <summary>Nothing broke and nothing was forbidden; what a lost connection makes the browser say is left out.</summary>
    public void IsContent() => Assert.DoesNotContain(
        _complaints,
        complaint => !complaint.Contains("net::ERR_", StringComparison.Ordinal) && !complaint.Contains("WebSocket connection to", StringComparison.Ordinal) && !complaint.Contains("Failed to load resource", StringComparison.Ordinal));

    /// <summary>Not even a lost connection was spoken of.</summary>
    public void IsSilent() => Assert.Empty(_complaints);

    public ValueTask DisposeAsync() => new(_context.CloseAsync());
}
