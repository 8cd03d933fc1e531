using System.Globalization;
using System.Threading.Channels;
using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>
/// The full-screen chat. One loop owns everything shown: keys, news of the node and answers reach it as steps through one channel,
/// and after each handful it draws the whole screen once, at most every <see cref="FrameSpan"/>; idle, nothing runs.
/// </summary>
internal sealed class TerminalChat
{
    /// <summary>Steps that wait to be taken; beyond that their senders wait.</summary>
    private const int StepsMax = 4_096;

    /// <summary>Steps taken before a frame is drawn in any case.</summary>
    private const int StepsPerFrameMax = 1_024;

    private const int NodeStopped = 1;
    private const int UnsentShown = 5;
    private const int UnsentCharsShown = 60;

    private static readonly TimeSpan LastLinesSpan = TimeSpan.FromMilliseconds(700);

    /// <summary>About 30 frames a second: more cannot be told apart, and slow lines would lag behind.</summary>
    private static readonly TimeSpan FrameSpan = TimeSpan.FromMilliseconds(33);

    private readonly Channel<Action> _steps = Channel.CreateBounded<Action>(new BoundedChannelOptions(StepsMax) { SingleReader = true });
    private readonly IChatNode _node;
    private readonly ITerminal _terminal;
    private readonly TimeProvider _clock;
    private readonly ChatModel _model;
    private readonly NodeWork _work = new();
    private readonly ChatScreen _screen;
    private readonly ChatActions _actions;
    private readonly KeyActions _keys;
    private readonly MeshNews _news;
    private int? _exitCode;

    /// <param name="node">A node that runs, with its rooms joined.</param>
    /// <param name="terminal">Taken by <see cref="RunAsync"/> and given back by it.</param>
    /// <param name="surfaces">What the chat knows beside the node.</param>
    public TerminalChat(IChatNode node, ITerminal terminal, ChatSurfaces surfaces)
    {
        _node = node;
        _terminal = terminal;
        _clock = surfaces.Clock;
        _model = new ChatModel(_clock.LocalTimeZone);
        LineEditor editor = new();
        Completion completion = new();
        _screen = new ChatScreen(_model, editor, completion);
        SlideNews slides = new(_model, () => surfaces.Page.Url);
        _actions = new ChatActions(node, _model, _work, surfaces, slides);
        _keys = new KeyActions(_model, editor, completion, _screen, _actions.Do);
        _news = new MeshNews(node, _model, slides);
    }

    /// <summary>Chats until the person quits, a signal comes, or the token is cancelled, which is a way to quit as well.</summary>
    /// <param name="room">The room shown first.</param>
    /// <param name="notes">What is to be said before everything else, one sentence each.</param>
    /// <param name="cancellationToken">Ends the chat.</param>
    /// <returns>0, or 1 when the node stopped by itself.</returns>
    public async Task<int> RunAsync(string room, IReadOnlyList<string> notes, CancellationToken cancellationToken)
    {
        using CancellationTokenSource ending = new();
        IAsyncEnumerable<MeshEvent> events = _node.ReadEventsAsync(ending.Token);
        _news.Refresh();
        _model.Show(_model.Rooms.FirstOrDefault(joined => joined.Name == room) ?? _model.Current);
        _actions.Greet(notes);
        Task[] feeds = [];
        try
        {
            _terminal.Enter();
            feeds = [FeedAsync(FeedInputsAsync, ending.Token), FeedAsync(token => FeedNewsAsync(events, token), ending.Token), FeedAsync(token => _work.RunAsync(_steps.Writer, token), ending.Token)];
            await LoopAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _exitCode ??= 0;
        }
        finally
        {
            _terminal.Leave();
            await LetLinesLeaveAsync().ConfigureAwait(false);
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(feeds).ConfigureAwait(false);
        }

        SayGoodbye();
        return _exitCode ?? 0;
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        long drawn = _clock.GetTimestamp();
        Draw();
        while (_exitCode is null && await _steps.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            TakeSteps();
            TimeSpan since = _clock.GetElapsedTime(drawn);
            if (_exitCode is null && since < FrameSpan)
            {
                await Task.Delay(FrameSpan - since, _clock, cancellationToken).ConfigureAwait(false);
                TakeSteps();
            }

            drawn = _clock.GetTimestamp();
            Draw();
        }
    }

    /// <summary>Gives what was written last a moment to leave on a link. Nothing can leave while there is none.</summary>
    private async Task LetLinesLeaveAsync()
    {
        using CancellationTokenSource over = new(LastLinesSpan, _clock);
        try
        {
            while (_exitCode != NodeStopped && _node.Links.Count > 0 && _model.Waiting.Any() && await _steps.Reader.WaitToReadAsync(over.Token).ConfigureAwait(false))
            {
                TakeSteps();
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            _exitCode ??= 0;
        }
    }

    private void TakeSteps()
    {
        for (int i = 0; i < StepsPerFrameMax && _steps.Reader.TryRead(out Action? step); i++)
        {
            step();
        }
    }

    private void Draw()
    {
        if (_exitCode is null)
        {
            _news.Refresh();
            _terminal.Show(_screen.Draw(_terminal.Size));
        }
    }

    /// <summary>Runs one source of steps. What it fails with ends the loop with the same exception.</summary>
    private async Task FeedAsync(Func<CancellationToken, Task> feed, CancellationToken cancellationToken)
    {
        try
        {
            await feed(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _steps.Writer.TryComplete();
        }
        catch (Exception e)
        {
            // Rethrown by the loop, which gives the screen back first.
            _steps.Writer.TryComplete(e);
        }
    }

    private async Task FeedInputsAsync(CancellationToken cancellationToken)
    {
        await foreach (TerminalInput input in _terminal.Inputs.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await _steps.Writer.WriteAsync(() => OnInput(input), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FeedNewsAsync(IAsyncEnumerable<MeshEvent> events, CancellationToken cancellationToken)
    {
        await foreach (MeshEvent news in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await _steps.Writer.WriteAsync(() => _news.On(news), cancellationToken).ConfigureAwait(false);
        }

        await _steps.Writer.WriteAsync(() => _exitCode ??= NodeStopped, cancellationToken).ConfigureAwait(false);
    }

    private void OnInput(TerminalInput input)
    {
        if (!_keys.On(input, _terminal.Size))
        {
            _exitCode = 0;
        }
    }

    /// <summary>Names what never left, where the person's prompt will be: a screen that is gone must not take that along.</summary>
    private void SayGoodbye()
    {
        if (_exitCode == NodeStopped)
        {
            _terminal.Say("The node stopped by itself; the log in its data folder tells why.");
        }

        string[] waiting = [.. _model.Waiting.Select(Printable.Line)];
        if (waiting.Length > 0)
        {
            _terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{waiting.Length} of your lines left on no link:"));
        }

        foreach (string text in waiting.Take(UnsentShown))
        {
            _terminal.Say("  " + (text.Length > UnsentCharsShown ? text[..UnsentCharsShown] + "…" : text));
        }
    }
}
