using System.Threading.Channels;
using Mesh.Node.Terminal;

namespace Mesh.Tests.Unit.Terminal;

/// <summary>A terminal made of memory: a test types on it and reads what it shows.</summary>
internal sealed class StagedTerminal : ITerminal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<TerminalInput> _inputs = Channel.CreateUnbounded<TerminalInput>();
    private readonly Channel<string> _frames = Channel.CreateUnbounded<string>();

    public ScreenSize Size { get; set; } = new(72, 12);

    public ChannelReader<TerminalInput> Inputs => _inputs.Reader;

    public bool IsTaken { get; private set; }

    /// <summary>Frames shown so far.</summary>
    public int FrameCount { get; private set; }

    /// <summary>Lines written after the screen was given back.</summary>
    public List<string> Said { get; } = [];

    public void Enter() => IsTaken = true;

    public void Leave() => IsTaken = false;

    public void Show(Frame frame)
    {
        FrameCount++;
        _frames.Writer.TryWrite(frame.ToText());
    }

    public void Say(string line)
    {
        Assert.False(IsTaken);
        Said.Add(line);
    }

    public void Dispose() => Leave();

    public void Press(TerminalInput input) => _inputs.Writer.TryWrite(input);

    public void Enter(string line)
    {
        Press(new BlockPasted(line, false));
        Press(new KeyPressed(TerminalKey.Enter));
    }

    /// <summary>Waits for a frame that shows the text.</summary>
    public async Task<string> ShowsAsync(string text)
    {
        using CancellationTokenSource late = new(Patience);
        string last = string.Empty;
        try
        {
            while (!last.Contains(text, StringComparison.Ordinal))
            {
                last = await _frames.Reader.ReadAsync(late.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"No frame shows '{text}'; the last is:\n{last}");
        }

        return last;
    }
}
