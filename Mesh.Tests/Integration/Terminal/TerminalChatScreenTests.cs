using System.Net;
using System.Net.Sockets;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Terminal;

/// <summary>The command on a real terminal, two of them, linked over loopback.</summary>
[Trait(LabRequirements.Needs, "tmux")]
public sealed class TerminalChatScreenTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-screen-").FullName;
    private readonly List<TmuxScreen> _screens = [];
    private readonly string _network = $"screen-{Guid.NewGuid():N}"[..20];

    public ValueTask InitializeAsync()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("tmux does not run on Windows.");
        }

        LabRequirements.DemandProgram("tmux", "tmux");
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Two_people_chat_on_two_terminals()
    {
        (TmuxScreen anna, TmuxScreen bert) = await PairAsync();
        await anna.ShowsAsync("● bert");
        await bert.ShowsAsync("● anna");

        await bert.TypeAsync("half a thought");
        await anna.TypeAsync("hello 你好 🎉");
        await anna.PressAsync("Enter");
        string screen = await bert.ShowsAsync("anna │ hello 你好 🎉");
        Assert.Contains("› half a thought", screen, StringComparison.Ordinal);
        await anna.ShowsAsync("anna ✓ hello");

        await bert.PressAsync("C-w", "C-w", "C-w");
        await bert.TypeAsync("/me waves");
        await bert.PressAsync("Enter");
        await anna.ShowsAsync("* │ bert waves");

        await bert.TypeAsync("/quit");
        await bert.PressAsync("Enter");
        await anna.ShowsAsync("bert said goodbye");
        await anna.ShowsAsync("! Nobody near yet");
        await bert.ShowsAsync("code=0");
        await RestoredAsync(bert);
    }

    [Fact]
    public async Task A_pasted_block_is_one_message_that_arrives_whole()
    {
        (TmuxScreen anna, TmuxScreen bert) = await PairAsync();
        await anna.ShowsAsync("● bert");
        await anna.PasteAsync("first line\n  second line\n/third line");
        await anna.ShowsAsync("┆ /third line");
        await anna.PressAsync("Enter");
        string screen = await bert.ShowsAsync("/third line");
        Assert.Contains("anna │ first line", screen, StringComparison.Ordinal);
        Assert.Contains("│   second line", screen, StringComparison.Ordinal);

        string block = string.Join('\n', Enumerable.Range(1, 900).Select(i => $"row {i} of a long block that takes more than one read"));
        await anna.PasteAsync(block);
        await anna.ShowsAsync("row 900 of");
        await anna.PressAsync("Enter");
        await bert.ShowsAsync("row 900 of");
        await anna.TypeAsync("after it");
        await anna.PressAsync("Enter");
        await bert.ShowsAsync("after it");
    }

    [Fact]
    public async Task Slides_are_shown_on_one_terminal_and_read_on_the_other()
    {
        string talk = Path.Combine(_folder, "talk.md");
        await File.WriteAllTextAsync(talk, "# Mesh\n---\n## Two *laptops*\n- no router\n---\nthe end");
        (TmuxScreen anna, TmuxScreen bert) = await PairAsync();
        await anna.ShowsAsync("● bert");
        await bert.TypeAsync("/slides");
        await bert.PressAsync("Enter");
        await bert.ShowsAsync("Nobody shows slides here");
        await anna.TypeAsync($"/present {talk}");
        await anna.PressAsync("Enter");
        await anna.ShowsAsync("anna shows 3 slides: Mesh");
        await bert.ShowsAsync("anna shows 3 slides: Mesh");
        await bert.ShowsAsync("── Mesh · 1 of 3 ──");
        await anna.TypeAsync("/turn");
        await anna.PressAsync("Enter");
        await bert.ShowsAsync("• no router");
        await anna.TypeAsync("/turn end");
        await anna.PressAsync("Enter");
        string screen = await bert.ShowsAsync("anna ended the slides: Mesh");
        Assert.Contains("TWO LAPTOPS", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("the end", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_of_another_command_shows_once_on_the_screen()
    {
        TmuxScreen anna = await OpenAsync("anna", "");
        await anna.ShowsAsync("Welcome, anna");
        await LabCommand.TryAsync(MeshHost.Dotnet, [MeshHost.Program, "send", "lobby", "said elsewhere", "--data", Path.Combine(_folder, "anna")]);
        await anna.ShowsAsync("anna · said elsewhere");
        await anna.TypeAsync("said here");
        await anna.PressAsync("Enter");
        string screen = await anna.ShowsAsync("· said here");
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(screen, "said elsewhere"));
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(screen, "said here"));
    }

    [Fact]
    public async Task The_page_is_told_and_a_guest_is_not_invited_where_no_phone_could_come()
    {
        TmuxScreen anna = await OpenAsync("anna", "");
        await anna.ShowsAsync("Welcome, anna");
        await anna.TypeAsync("/page");
        await anna.PressAsync("Enter");
        await anna.ShowsAsync("The page is http://localhost:");
        await anna.TypeAsync("/invite");
        await anna.PressAsync("Enter");
        await anna.ShowsAsync("The page listens on this machine only");
    }

    [Fact]
    public async Task Keys_edit_complete_scroll_and_change_rooms()
    {
        TmuxScreen anna = await OpenAsync("anna", "--room lobby --room ridge");
        await anna.ShowsAsync("Welcome, anna");
        await anna.TypeAsync("one two");
        await anna.PressAsync("Home", "Delete", "End", "BSpace", "Left", "Left");
        await anna.TypeAsync("-ß-");
        await anna.ShowsAsync("› ne -ß-tw");
        await anna.PressAsync("M-Enter", "C-e");
        await anna.TypeAsync("!");
        await anna.ShowsAsync("┆ tw!");
        await anna.PressAsync("C-u", "BSpace", "C-u");
        await anna.ShowsAsync("› write a message");

        await anna.TypeAsync("/hel");
        await anna.PressAsync("Tab", "Enter");
        await anna.ShowsAsync("Beside your lines");
        await anna.PressAsync("PageUp", "PageUp", "PageUp");
        await anna.ShowsAsync("below, PgDn");
        await anna.PressAsync("M-2");
        await anna.ShowsAsync("a view of another room", screen => !screen.Contains("Welcome", StringComparison.Ordinal));
        await anna.PressAsync("C-p");
        await anna.ShowsAsync("below, PgDn");
        await anna.PressAsync("Escape");
        await anna.ShowsAsync("the end of the room", screen => !screen.Contains("below, PgDn", StringComparison.Ordinal));
        await anna.PressAsync("Up");
        await anna.ShowsAsync("› /help");
    }

    [Fact]
    public async Task The_screen_follows_every_size_of_the_window()
    {
        TmuxScreen anna = await OpenAsync("anna", "");
        await anna.ShowsAsync("Nobody near");
        await anna.ResizeAsync(50, 10);
        await anna.ShowsAsync("the status line in row 9", screen => screen.Split('\n')[8].StartsWith(" anna · no link", StringComparison.Ordinal));
        await anna.ResizeAsync(20, 5);
        await anna.ShowsAsync("the input in row 5", screen => screen.Split('\n')[4].StartsWith("› write", StringComparison.Ordinal));
        await anna.ResizeAsync(12, 4);
        await anna.ShowsAsync("Enlarge");
        await anna.ResizeAsync(100, 30);
        await anna.ShowsAsync("the peers' bar again", screen => screen.Contains("│ Nobody near", StringComparison.Ordinal) && screen.Split('\n')[29].StartsWith('›'));
    }

    [Theory]
    [InlineData("C-c", null, "code=0")]
    [InlineData(null, "TERM", "code=0")]
    [InlineData(null, "HUP", "code=0")]
    [InlineData(null, "QUIT", "code=0")]
    public async Task However_it_ends_the_terminal_is_as_before(string? key, string? signal, string ending)
    {
        TmuxScreen anna = await OpenAsync("anna", "");
        await anna.ShowsAsync("Welcome, anna");
        Assert.Equal("1", await anna.AskAsync("alternate_on"));
        if (key is not null)
        {
            await anna.PressAsync(key);
        }
        else
        {
            await LabCommand.RunAsync("kill", ["-s", signal!, await ProcessAsync()]);
        }

        await anna.ShowsAsync(ending);
        await RestoredAsync(anna);
    }

    [Fact]
    public async Task Suspended_it_gives_the_screen_back_and_takes_it_again_when_continued()
    {
        TmuxScreen anna = await OpenAsync("anna", "", shell: "bash --norc -i");
        await anna.ShowsAsync("Welcome, anna");
        await anna.TypeAsync("kept");
        await anna.ShowsAsync("› kept");
        await anna.PressAsync("C-z");
        await anna.ShowsAsync("Stopped");
        Assert.Equal("0", await anna.AskAsync("alternate_on"));
        await anna.TypeAsync("fg");
        await anna.PressAsync("Enter");
        await anna.ShowsAsync("› kept");
        Assert.Equal("1", await anna.AskAsync("alternate_on"));
        await anna.PressAsync("C-c");
        await anna.ShowsAsync("a prompt", screen => screen.TrimEnd().EndsWith("\n$", StringComparison.Ordinal));
        await anna.TypeAsync("echo ended=$?");
        await anna.PressAsync("Enter");
        await anna.ShowsAsync("ended=0");
        await RestoredAsync(anna);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (TmuxScreen screen in _screens)
        {
            await screen.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Screen, cursor and echo are as a shell wants them.</summary>
    private static async Task RestoredAsync(TmuxScreen screen)
    {
        await screen.TypeAsync("stty -a | grep -c -w -e -echo; echo typed");
        await screen.PressAsync("Enter");
        string shown = await screen.ShowsAsync("\ntyped");
        Assert.Contains("\n0\ntyped", shown, StringComparison.Ordinal);
        Assert.Contains("stty -a", shown, StringComparison.Ordinal);
        Assert.Equal("0", await screen.AskAsync("alternate_on"));
        Assert.Equal("1", await screen.AskAsync("cursor_flag"));
        Assert.Equal("1", await screen.AskAsync("wrap_flag"));
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<(TmuxScreen First, TmuxScreen Second)> PairAsync()
    {
        int port = FreePort();
        TmuxScreen anna = await OpenAsync("anna", $"--port {port}");
        await anna.ShowsAsync("Welcome, anna");
        return (anna, await OpenAsync("bert", $"--peer 127.0.0.1:{port}"));
    }

    private async Task<TmuxScreen> OpenAsync(string name, string arguments, string? shell = null)
    {
        string command = $"'{MeshHost.Dotnet}' '{MeshHost.Program}' --no-mdns --name {name} --network {_network} --data '{_folder}/{name}' {arguments}";
        TmuxScreen screen = await TmuxScreen.OpenAsync(90, 24, shell ?? "clear");
        _screens.Add(screen);
        await screen.TypeAsync($"{command}; echo code=$?");
        await screen.PressAsync("Enter");
        return screen;
    }

    private async Task<string> ProcessAsync() => (await LabCommand.RunAsync("pgrep", ["-f", $"^[^ ]*dotnet .*--network {_network}"])).Trim();
}
