using System.Globalization;
using Mesh.Tests.Integration.Laboratory;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mesh.Tests.Integration.Page;

/// <summary>Two people with browsers at two nodes: what they write arrives, whatever goes away in between.</summary>
[Collection(PageCollection.Name)]
[Trait(LabRequirements.Needs, "chromium")]
public sealed class PageChatTests(PageBrowser browser)
{
    private readonly string _network = $"test-{Guid.NewGuid():N}";

    [Fact]
    public async Task What_one_writes_the_other_reads_without_a_word_in_either_console()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, []);
        await using PageNode two = await PageNode.StartAsync("ben@two", _network, [one]);
        await using PageVisitor anna = await browser.VisitAsync(one.Url);
        await using PageVisitor ben = await browser.VisitAsync(two.Url);
        await Expect(anna.Page.Locator(".person")).ToHaveCountAsync(1);

        await anna.SayAsync("hello https://example.org/, ben <b>not bold</b>");
        await ben.SeesAsync("hello https://example.org/, ben <b>not bold</b>");
        await ben.SayAsync("/me waves");
        await anna.SeesAsync("ben@two waves");

        await Expect(ben.Text("hello").Locator("a")).ToHaveAttributeAsync("href", "https://example.org/");
        await Expect(anna.Text("hello").Locator(".state.sent")).ToHaveAttributeAsync("aria-label", "left on a link");
        await Expect(anna.Page.Locator("body")).Not.ToContainTextAsync("delivered");
        anna.IsSilent();
        ben.IsSilent();
    }

    [Fact]
    public async Task A_reload_and_a_restart_of_the_node_lose_nothing_and_double_nothing()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, []);
        await using PageNode two = await PageNode.StartAsync("ben@two", _network, [one]);
        await using PageVisitor anna = await browser.VisitAsync(one.Url);
        await using PageVisitor ben = await browser.VisitAsync(two.Url);
        await anna.ConnectionIsAsync("open");
        await ben.ConnectionIsAsync("open");
        await anna.SayAsync("before");
        await ben.SeesAsync("before");

        await two.KillAsync();
        await ben.ConnectionIsAsync("lost");
        await anna.SayAsync("while away");
        await ben.SayAsync("written while away");
        await Expect(ben.Page.Locator(".unsent")).ToHaveCountAsync(1);
        await two.StartAgainAsync();

        await ben.ConnectionIsAsync("open");
        await Expect(ben.Text("while away").First).ToBeVisibleAsync();
        await anna.SeesAsync("written while away");
        await Expect(ben.Page.Locator(".unsent")).ToHaveCountAsync(0);
        await ben.Page.ReloadAsync();
        await Expect(ben.Text("written while away")).ToHaveCountAsync(1);
        foreach (PageVisitor visitor in new[] { anna, ben })
        {
            foreach (string text in new[] { "before", "while away", "written while away" })
            {
                await Expect(visitor.Page.Locator(".message .text").Filter(new LocatorFilterOptions { HasTextRegex = new($"^{text}") })).ToHaveCountAsync(1);
            }

            visitor.IsContent();
        }
    }

    [Fact]
    public async Task Where_WebSocket_is_blocked_the_page_carries_on_and_says_so_and_climbs_back()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, []);
        await using PageNode two = await PageNode.StartAsync("ben@two", _network, [one]);
        await using BlockingProxy proxy = new(int.Parse(one.PagePort, CultureInfo.InvariantCulture));
        await using PageVisitor anna = await browser.VisitAsync(proxy.Url);
        await using PageVisitor ben = await browser.VisitAsync(two.Url);

        await anna.ConnectionIsAsync("fallback");
        await Expect(anna.Page.Locator("#strip")).ToContainTextAsync("event stream, because something on the way blocks WebSocket");
        await anna.SayAsync("over plain HTTP");
        await ben.SeesAsync("over plain HTTP");
        await ben.SayAsync("heard");
        await anna.SeesAsync("heard");

        proxy.LetThrough();
        await Expect(anna.Page.Locator("#connection")).ToHaveAttributeAsync("data-state", "open", new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });
        await anna.SayAsync("by WebSocket again");
        await ben.SeesAsync("by WebSocket again");
        await anna.SeesAsync("by WebSocket again");
        Assert.Equal(["over plain HTTP", "heard", "by WebSocket again"], (await anna.TextsAsync()).Select(text => text.Trim()));
        anna.IsContent();
    }

    [Fact]
    public async Task Rooms_are_joined_counted_and_left()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, [], "--room", "lobby", "--room", "field");
        await using PageNode two = await PageNode.StartAsync("ben@two", _network, [one], "--room", "lobby", "--room", "field");
        await using PageVisitor anna = await browser.VisitAsync(one.Url);
        await using PageVisitor ben = await browser.VisitAsync(two.Url);
        await Expect(anna.Page.Locator(".person")).ToHaveCountAsync(1);

        await ben.Page.ClickAsync("[data-room=field]");
        await ben.SayAsync("in the field");
        await Expect(anna.Page.Locator("[data-room=field] .badge")).ToHaveTextAsync("1");
        await anna.Page.ClickAsync("[data-room=field]");
        await anna.SeesAsync("in the field");
        await Expect(anna.Page.Locator("[data-room=field] .badge")).ToHaveCountAsync(0);

        await anna.SayAsync("/join the barn");
        await Expect(anna.Page.Locator("#room-name")).ToHaveTextAsync("the barn");
        await anna.Page.FillAsync("#composer-text", "a draft");
        await anna.Page.ClickAsync("[data-room=lobby]");
        await Expect(anna.Page.Locator("#composer-text")).ToHaveValueAsync("");
        await anna.Page.ClickAsync("[data-room='the barn']");
        await Expect(anna.Page.Locator("#composer-text")).ToHaveValueAsync("a draft");
        await anna.SayAsync("/leave");
        await Expect(anna.Page.Locator("[data-room='the barn']")).ToHaveCountAsync(0);
        await anna.SayAsync("/nick anna@elsewhere");
        await Expect(ben.Page.Locator(".person-name")).ToHaveTextAsync("anna@elsewhere");
        anna.IsSilent();
    }
}
