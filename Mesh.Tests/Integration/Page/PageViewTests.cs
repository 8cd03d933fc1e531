using Mesh.Tests.Integration.Laboratory;
using Mesh.Tests.Integration.Web;
using Mesh.Tests.Unit.Node;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Mesh.Tests.Integration.Page;

/// <summary>Map, slides, guests and the ways to see them: by keyboard, on a phone, with thousands of messages.</summary>
[Collection(PageCollection.Name)]
[Trait(LabRequirements.Needs, "chromium")]
public sealed class PageViewTests(PageBrowser browser)
{
    /// <summary>What the page may weigh before anything is compressed.</summary>
    private const int BytesMax = 150_000;

    private readonly string _network = $"test-{Guid.NewGuid():N}";

    [Fact]
    public async Task The_map_shows_every_node_of_a_chain_and_a_message_runs_through_it()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, []);
        await using PageNode two = await PageNode.StartAsync("ben@two", _network, [one]);
        await using PageNode three = await PageNode.StartAsync("chiara@three", _network, [two]);
        await using PageVisitor anna = await browser.VisitAsync(one.Url);
        await Expect(anna.Page.Locator(".person")).ToHaveCountAsync(2);

        await anna.Page.Keyboard.PressAsync("Alt+m");
        await Expect(anna.Page.Locator("#map .node")).ToHaveCountAsync(3);
        await Expect(anna.Page.Locator("#map .node.self text")).ToHaveTextAsync("anna · you");
        await Expect(anna.Page.Locator("#map .node text")).ToContainTextAsync(["ben"], new LocatorAssertionsToContainTextOptions { UseInnerText = false });
        await Expect(anna.Page.Locator("#map svg.mesh[role=img]").First).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("3 nodes and [1-3] links?\\."));

        await three.Process.TypeAsync("from afar");
        await Expect(anna.Page.Locator("#map .node.lit").First).ToBeAttachedAsync();
        anna.IsSilent();
    }

    [Fact]
    public async Task The_map_joins_what_both_ends_tell_of_a_link_and_shows_its_quality()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        PeerId self = page.Node.Id, ben = FakeChatNode.PeerNumber(2), chiara = FakeChatNode.PeerNumber(3);
        page.Node.Topology =
        [
            new TopologyLink(self, ben, TimeSpan.FromMilliseconds(3)),
            new TopologyLink(ben, self, RoundTrip: null),
            new TopologyLink(ben, chiara, TimeSpan.FromMilliseconds(90)),
        ];
        await using PageVisitor anna = await browser.VisitAsync(page.Http.BaseAddress!.AbsoluteUri);
        await anna.ConnectionIsAsync("open");

        await anna.Page.ClickAsync(".views [data-view=map]");

        await Expect(anna.Page.Locator("#map .map-field line")).ToHaveCountAsync(2);
        await Expect(anna.Page.Locator("#map .map-field line[data-quality='4']")).ToHaveCountAsync(1);
        await Expect(anna.Page.Locator("#map .map-field line[data-quality='2']")).ToHaveCountAsync(1);
        anna.IsSilent();
    }

    [Fact]
    public async Task Why_nobody_is_near_is_told_with_the_mend()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        page.Node.AloneReasons = [new AloneReason(AloneCause.MulticastSilent, "wlan0", "Nothing comes back on wlan0.", "Turn off client isolation.")];
        await using PageVisitor anna = await browser.VisitAsync(page.Http.BaseAddress!.AbsoluteUri);

        await Expect(anna.Page.Locator("#lonely")).ToContainTextAsync("Nobody near yet");
        await Expect(anna.Page.Locator("#lonely .advice")).ToHaveTextAsync("Turn off client isolation.");
    }

    [Fact]
    public async Task Slides_turn_for_everybody_who_follows_and_for_who_comes_late()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, []);
        await using PageNode two = await PageNode.StartAsync("ben@two", _network, [one]);
        await using PageVisitor anna = await browser.VisitAsync(one.Url);
        await using PageVisitor ben = await browser.VisitAsync(two.Url);
        await Expect(anna.Page.Locator(".person")).ToHaveCountAsync(1);

        IFileChooser chooser = await anna.Page.RunAndWaitForFileChooserAsync(() => anna.SayAsync("/present"));
        await chooser.SetFilesAsync(new FilePayload { Name = "plan.md", MimeType = "text/markdown", Buffer = "# The plan\n---\n- first <script>alert(1)</script>\n---\n## Last"u8.ToArray() });
        await Expect(ben.Page.Locator(".slide h2")).ToHaveTextAsync("The plan");
        await anna.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(ben.Page.Locator(".slide li")).ToHaveTextAsync("first <script>alert(1)</script>");

        await ben.Page.Locator(".stage").PressAsync("ArrowLeft");
        await anna.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(anna.Page.Locator(".place")).ToHaveTextAsync("3 / 3");
        await Expect(ben.Page.GetByText("Follow again, to slide 3")).ToBeVisibleAsync();
        await Expect(ben.Page.Locator(".place")).ToHaveTextAsync("1 / 3");
        await ben.Page.GetByText("Follow again, to slide 3").ClickAsync();
        await Expect(ben.Page.Locator(".slide h3")).ToHaveTextAsync("Last");

        await using PageVisitor late = await browser.VisitAsync(two.Url);
        await Expect(late.Page.Locator(".place")).ToHaveTextAsync("3 / 3");
        await anna.Page.GetByText("End the presentation").ClickAsync();
        await Expect(late.Page.Locator("#slides")).ToBeHiddenAsync();
        anna.IsSilent();
        ben.IsSilent();
    }

    [Fact]
    public async Task Ten_thousand_messages_keep_the_document_small_and_scroll_to_the_first()
    {
        const int Count = 10_000;
        await using OpenPage page = await OpenPage.StartAsync();
        await using PageVisitor anna = await browser.VisitAsync(page.Http.BaseAddress!.AbsoluteUri);
        await anna.ConnectionIsAsync("open");
        for (int i = 1; i <= Count; i++)
        {
            RoomMessage template = FakeChatNode.From((byte)(2 + (i % 5)), FormattableString.Invariant($"peer-{i % 5}"), FormattableString.Invariant($"message {i}.{new string('x', i % 300)}"));
            page.Node.Happen(new MessageReceived(FakeChatNode.Noon, template with { Id = FakeChatNode.MessageNumber(i), ReceivedAt = FakeChatNode.Noon.AddSeconds(i) }));
        }

        await Expect(anna.Text("message 10000.")).ToBeInViewportAsync(new LocatorAssertionsToBeInViewportOptions { Timeout = 60_000 });

        // After a reload only the newest page is there, and older ones are asked for as they are scrolled to.
        await anna.Page.ReloadAsync();
        await Expect(anna.Text("message 10000.")).ToBeInViewportAsync();

        int most = 0;
        for (int i = 0; i < 400 && await anna.Text("message 1.").CountAsync() == 0; i++)
        {
            await anna.Page.EvaluateAsync("() => { document.getElementById('log').scrollTop = 0; return new Promise(requestAnimationFrame); }");
            most = Math.Max(most, await anna.Page.Locator(".message").CountAsync());
        }

        await Expect(anna.Text("message 1.")).ToBeInViewportAsync();
        Assert.InRange(most, 1, 120);

        // What is in view stays there while rows above it are measured.
        await anna.Page.EvaluateAsync("() => { document.getElementById('log').scrollTop = document.getElementById('log').scrollHeight / 2; return new Promise(requestAnimationFrame); }");
        string rows = await anna.Page.EvaluateAsync<string>(
            """
            async () => {
              const log = document.getElementById('log'), number = () => {
                const row = [...document.querySelectorAll('.message')].find(m => m.getBoundingClientRect().bottom > log.getBoundingClientRect().top + 1);
                return Number(/message (\d+)/.exec(row.textContent)[1]);
              };
              const seen = [];
              for (let i = 0; i < 60; i++) { log.scrollTop -= 120; await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); seen.push(number()); }
              return seen.every((n, i) => i === 0 || (n <= seen[i - 1] && seen[i - 1] - n < 12)) ? 'steady' : seen.join(' ');
            }
            """);
        Assert.Equal("steady", rows);
        await anna.Page.ClickAsync("#to-end");
        await Expect(anna.Text("message 10000.")).ToBeInViewportAsync();
        anna.IsSilent();
    }

    [Fact]
    public async Task The_keyboard_alone_reaches_everything()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, [], "--room", "lobby", "--room", "field");
        await using PageVisitor anna = await browser.VisitAsync(one.Url);
        IKeyboard keyboard = anna.Page.Keyboard;
        await anna.ConnectionIsAsync("open");
        await Expect(anna.Page.Locator("#composer-text")).ToBeFocusedAsync();

        await keyboard.TypeAsync("first");
        await keyboard.PressAsync("Shift+Enter");
        await keyboard.TypeAsync("second");
        await keyboard.PressAsync("Enter");
        await anna.SeesAsync("first\nsecond");
        await keyboard.PressAsync("ArrowUp");
        await Expect(anna.Page.Locator("#log")).ToBeFocusedAsync();
        await keyboard.PressAsync("?");
        await Expect(anna.Page.Locator("dialog")).ToContainTextAsync("Shift + Enter");
        await keyboard.PressAsync("Escape");
        await keyboard.PressAsync("/");
        await Expect(anna.Page.Locator("#composer-text")).ToBeFocusedAsync();
        await keyboard.PressAsync("Alt+ArrowDown");
        await Expect(anna.Page.Locator("#room-name")).ToHaveTextAsync("field");
        await keyboard.PressAsync("Alt+1");
        await Expect(anna.Page.Locator("#room-name")).ToHaveTextAsync("lobby");

        await keyboard.PressAsync("Tab");
        await keyboard.PressAsync("Enter");
        await keyboard.TypeAsync("coffee");
        await keyboard.PressAsync("ArrowDown");
        await keyboard.PressAsync("Enter");
        await Expect(anna.Page.Locator("#composer-text")).ToHaveValueAsync("☕");
        await anna.Page.Locator("#composer-text").ClearAsync();
        await keyboard.PressAsync("Alt+j");
        await keyboard.TypeAsync("barn");
        await keyboard.PressAsync("Enter");
        await Expect(anna.Page.Locator("#room-name")).ToHaveTextAsync("barn");
        for (int i = 0; i < 12; i++)
        {
            await keyboard.PressAsync("Tab");
            Assert.NotEqual("none", await anna.Page.EvaluateAsync<string>("() => document.activeElement.matches('body, #composer-text') ? 'left out' : getComputedStyle(document.activeElement).outlineStyle"));
        }

        anna.IsSilent();
    }

    [Fact]
    public async Task On_a_phone_rooms_and_people_are_drawers_and_nothing_runs_over_the_edge()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, [], "--room", "lobby", "--room", "field");
        await using PageVisitor anna = await browser.VisitAsync(one.Url, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 360, Height = 640 }, HasTouch = true });
        await anna.ConnectionIsAsync("open");
        await anna.SayAsync(new string('w', 300));
        await anna.SeesAsync(new string('w', 300));

        Assert.True(await anna.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth && document.getElementById('log').scrollWidth <= innerWidth"));
        await Expect(anna.Page.Locator("#rail")).ToBeHiddenAsync();
        await anna.Page.TapAsync("#rail-open");
        await Expect(anna.Page.Locator("#rail")).ToBeInViewportAsync();
        await anna.Page.TapAsync("[data-room=field]");
        await Expect(anna.Page.Locator("#room-name")).ToHaveTextAsync("field");
        await Expect(anna.Page.Locator("#rail")).ToBeHiddenAsync();
        await anna.Page.TapAsync("#people-open");
        await Expect(anna.Page.Locator("#side")).ToBeInViewportAsync();
        await anna.Page.TapAsync("#side-close");
        await Expect(anna.Page.Locator("#side")).ToBeHiddenAsync();
        anna.IsSilent();
    }

    [Fact]
    public async Task A_guest_takes_a_name_and_sits_in_one_room()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, [], "--room", "lobby", "--room", "field");
        await using PageVisitor anna = await browser.VisitAsync(one.Url);
        await anna.ConnectionIsAsync("open");
        await anna.Page.ClickAsync("#invite-open");
        await Expect(anna.Page.Locator(".codes img")).ToBeVisibleAsync();
        Assert.True(await anna.Page.EvaluateAsync<bool>("() => document.querySelector('.codes img').naturalWidth > 0"));
        string link = await anna.Page.Locator(".copy input").InputValueAsync();
        await anna.Page.Keyboard.PressAsync("Escape");

        await using PageVisitor lena = await browser.VisitAsync(link);
        await lena.Page.GetByLabel("Your name").FillAsync("Lena");
        await lena.Page.Keyboard.PressAsync("Enter");
        await lena.ConnectionIsAsync("open");
        await lena.SayAsync("hello from the phone");
        await anna.SeesAsync("hello from the phone");

        await Expect(anna.Page.Locator(".author").Last).ToHaveTextAsync("Lena, guest of anna");
        await Expect(lena.Page.Locator(".room")).ToHaveCountAsync(1);
        await Expect(lena.Page.Locator(".views")).ToBeHiddenAsync();
        await lena.Page.ReloadAsync();
        await lena.ConnectionIsAsync("open");
        await lena.SeesAsync("hello from the phone");
        anna.IsSilent();
        lena.IsContent();
    }

    [Fact]
    public async Task The_doctor_is_asked_from_the_page_and_names_what_mends()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        await using PageVisitor anna = await browser.VisitAsync(page.Http.BaseAddress!.AbsoluteUri);
        await anna.ConnectionIsAsync("open");

        await anna.SayAsync("/doctor");

        ILocator finding = anna.Page.Locator("dialog [data-code=discovery-off]");
        await Expect(finding).ToContainTextAsync("Discovery is switched off");
        await Expect(finding.Locator("code")).ToContainTextAsync("--peer");
        await Expect(anna.Page.Locator("dialog summary")).ToHaveTextAsync("What was looked at");
        anna.IsSilent();
    }

    [Fact]
    public async Task The_page_stays_within_its_bytes_and_another_page_of_the_node_can_hold_a_chat_box()
    {
        await using PageNode one = await PageNode.StartAsync("anna@one", _network, []);
        await using PageVisitor anna = await browser.VisitAsync(one.Url);
        await anna.ConnectionIsAsync("open");

        // All files but the chat box, which is for other pages and which this one never loads, and the doctor's view, which is loaded when it is asked for.
        string root = RepositoryFiles.PathOf("Mesh.Node/wwwroot");
        long bytes = Directory.GetFiles(root, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) is not ("box.js" or "doctor.js")).Sum(file => new FileInfo(file).Length);
        Assert.InRange(bytes, 1, BytesMax);
        Assert.False(await anna.Page.EvaluateAsync<bool>("() => performance.getEntriesByType('resource').some(r => r.name.endsWith('/box.js') || r.name.endsWith('/doctor.js') || !r.name.startsWith(location.origin))"));

        await anna.Page.GotoAsync(one.Url + "openapi.json");
        await anna.Page.EvaluateAsync(
            """
            async () => {
              await import('/mesh.js');
              const box = document.createElement('mesh-chat');
              box.setAttribute('room', 'corner');
              document.body.replaceChildren(box);
            }
            """);
        await anna.Page.GetByLabel("Message", new PageGetByLabelOptions { Exact = true }).FillAsync("in the box");
        await anna.Page.Keyboard.PressAsync("Enter");
        await Expect(anna.Page.Locator("mesh-chat li:not(.waiting)")).ToHaveTextAsync("anna@one: in the box");
        anna.IsContent();
    }
}
