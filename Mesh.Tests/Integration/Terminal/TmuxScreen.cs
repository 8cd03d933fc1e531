using System.Globalization;
using Mesh.Tests.Integration.Laboratory;

namespace Mesh.Tests.Integration.Terminal;

/// <summary>A real terminal: tmux, on a server of its own, with one program in it. A test types, pastes, resizes and reads the screen.</summary>
internal sealed class TmuxScreen : IAsyncDisposable
{
    private const string Session = "screen";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookSpan = TimeSpan.FromMilliseconds(50);

    private readonly string _socket;

    private TmuxScreen(string socket)
    {
        _socket = socket;
    }

    /// <summary>Opens a terminal and runs a shell command line in it; the terminal stays when the command ends.</summary>
    public static async Task<TmuxScreen> OpenAsync(int width, int height, string command)
    {
        TmuxScreen screen = new(Path.Combine(Path.GetTempPath(), $"mesh-tmux-{Guid.NewGuid():N}"[..22]));
        string size = string.Create(CultureInfo.InvariantCulture, $"-x {width} -y {height}");
        await screen.TmuxAsync(["-u", "-f", "/dev/null", "new-session", "-d", "-s", Session, .. size.Split(' '), "env PS1='$ ' LC_ALL=C.UTF-8 sh"]);
        await screen.TypeAsync(command);
        await screen.PressAsync("Enter");
        return screen;
    }

    public Task TypeAsync(string text) => TmuxAsync(["send-keys", "-t", Session, "-l", "--", text]);

    /// <summary>Presses keys by tmux's names, such as Enter, C-w, M-2, PageUp.</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", "-t", Session, .. keys]);

    /// <summary>Pastes as a terminal does for a person: bracketed, when the program asked for that.</summary>
    public async Task PasteAsync(string text)
    {
        await LabCommand.RunAsync("tmux", ["-S", _socket, "load-buffer", "-b", "paste", "-"], text);
        await TmuxAsync(["paste-buffer", "-p", "-d", "-b", "paste", "-t", Session]);
    }

    public Task ResizeAsync(int width, int height) =>
        TmuxAsync(["resize-window", "-t", Session, "-x", width.ToString(CultureInfo.InvariantCulture), "-y", height.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>What the screen shows now.</summary>
    public Task<string> LookAsync() => LabCommand.RunAsync("tmux", ["-S", _socket, "capture-pane", "-p", "-t", Session]);

    /// <summary>A property of the terminal, by tmux's name.</summary>
    public async Task<string> AskAsync(string property) =>
        (await LabCommand.RunAsync("tmux", ["-S", _socket, "display-message", "-p", "-t", Session, $"#{{{property}}}"])).Trim();

    /// <summary>Waits until the screen shows the text, and returns the screen.</summary>
    public Task<string> ShowsAsync(string text) => ShowsAsync($"'{text}'", screen => screen.Contains(text, StringComparison.Ordinal));

    /// <summary>Waits until the screen is as wanted, and returns it.</summary>
    public async Task<string> ShowsAsync(string what, Predicate<string> wanted)
    {
        DateTime late = DateTime.UtcNow + Patience;
        string screen = await LookAsync();
        while (!wanted(screen))
        {
            Assert.True(DateTime.UtcNow < late, $"The screen never shows {what}. It shows:\n{screen}");
            await Task.Delay(LookSpan);
            screen = await LookAsync();
        }

        return screen;
    }

    public async ValueTask DisposeAsync()
    {
        await LabCommand.TryAsync("tmux", ["-S", _socket, "kill-server"]);
        File.Delete(_socket);
    }

    private async Task TmuxAsync(IReadOnlyList<string> arguments) => await LabCommand.RunAsync("tmux", ["-S", _socket, .. arguments]);
}
