using Mesh.Node.Chat;

namespace Mesh.Node.Terminal;

/// <summary>Does what keys ask for: writing, scrolling, changing rooms.</summary>
internal sealed class KeyActions
{
    private readonly ChatModel _model;
    private readonly LineEditor _editor;
    private readonly Completion _completion;
    private readonly ChatScreen _screen;
    private readonly Func<string, bool> _enter;
    private readonly InputHistory _history = new();

    /// <param name="model">Shown.</param>
    /// <param name="editor">Written in.</param>
    /// <param name="completion">Asked by tab.</param>
    /// <param name="screen">Knows how far a page is.</param>
    /// <param name="enter">Takes a finished text; false when the chat shall end.</param>
    public KeyActions(ChatModel model, LineEditor editor, Completion completion, ChatScreen screen, Func<string, bool> enter)
    {
        _model = model;
        _editor = editor;
        _completion = completion;
        _screen = screen;
        _enter = enter;
    }

    /// <summary>Takes one input; false when the chat shall end.</summary>
    public bool On(TerminalInput input, ScreenSize size)
    {
        _model.Hint = string.Empty;
        if (input is not (KeyPressed { Key: TerminalKey.Complete or TerminalKey.CompleteBack } or ScreenSpoiled))
        {
            _completion.Reset();
        }

        switch (input)
        {
            case TextTyped typed:
                Insert(Printable.Block(typed.Text));
                return true;
            case BlockPasted pasted:
                Paste(pasted);
                return true;
            case RoomAsked asked when asked.Place <= _model.Rooms.Count:
                _model.Show(_model.Rooms[asked.Place - 1]);
                return true;
            case KeyPressed { Key: TerminalKey.Enter }:
                return Finish();
            case KeyPressed { Key: TerminalKey.EndOfInput }:
                return !_editor.IsEmpty || QuitHint();
            case KeyPressed { Key: TerminalKey.Interrupt }:
            case CloseAsked:
                return false;
            case KeyPressed pressed when !Move(pressed.Key):
                Navigate(pressed.Key, size);
                return true;
            default:
                return true;
        }
    }

    private bool QuitHint()
    {
        _model.Hint = "/quit or Ctrl+C ends the chat";
        return true;
    }

    private void Insert(string text)
    {
        if (!_editor.Insert(text))
        {
            _model.Hint = "A message holds 64 KiB; this one is full.";
        }
    }

    /// <summary>Line breaks at the end of a block belong to the copying, not to the text.</summary>
    private void Paste(BlockPasted pasted)
    {
        Insert(Printable.Block(pasted.Text).TrimEnd('\n'));
        if (pasted.Cut)
        {
            _model.Hint = "The pasted block was too long; its end is missing.";
        }
    }

    private bool Finish()
    {
        string text = _editor.Text;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        _history.Add(text);
        _editor.Set(string.Empty);
        return _enter(text);
    }

    private bool Move(TerminalKey key)
    {
        Action? act = key switch
        {
            TerminalKey.NewLine => () => Insert("\n"),
            TerminalKey.Backspace => _editor.Backspace,
            TerminalKey.Delete => _editor.Delete,
            TerminalKey.Left => _editor.Left,
            TerminalKey.Right => _editor.Right,
            TerminalKey.WordLeft => _editor.WordLeft,
            TerminalKey.WordRight => _editor.WordRight,
            TerminalKey.Home => _editor.Home,
            TerminalKey.End => _editor.End,
            TerminalKey.KillWord => _editor.KillWord,
            TerminalKey.KillToStart => _editor.KillToStart,
            TerminalKey.KillToEnd => _editor.KillToEnd,
            TerminalKey.Yank => () => _editor.Yank(),
            TerminalKey.Up => Older,
            TerminalKey.Down => Newer,
            _ => null,
        };
        act?.Invoke();
        return act is not null;
    }

    private void Older()
    {
        if (!_editor.Up() && _history.Older(_editor.Text) is string text)
        {
            _editor.Set(text);
        }
    }

    private void Newer()
    {
        if (!_editor.Down() && _history.Newer() is string text)
        {
            _editor.Set(text);
        }
    }

    private void Navigate(TerminalKey key, ScreenSize size)
    {
        switch (key)
        {
            case TerminalKey.PageUp:
                _screen.ScrollPages(size, 1);
                break;
            case TerminalKey.PageDown:
                _screen.ScrollPages(size, -1);
                break;
            case TerminalKey.ScrollTop:
                _screen.ScrollToTop(size);
                break;
            case TerminalKey.ScrollBottom:
            case TerminalKey.Escape:
                _model.Current.Scroll = null;
                break;
            case TerminalKey.NextRoom:
                _model.Step(1);
                break;
            case TerminalKey.PreviousRoom:
                _model.Step(-1);
                break;
            case TerminalKey.Complete:
            case TerminalKey.CompleteBack:
                Complete(key == TerminalKey.CompleteBack);
                break;
            default:
                break;
        }
    }

    private void Complete(bool back)
    {
        ChatSurroundings near = _model.Surroundings;
        string[] rooms = [.. _model.Rooms.Select(room => room.Name).Concat(near.Peers.SelectMany(peer => peer.Rooms))];
        string[] people = [.. near.Peers.Select(peer => peer.Name)];
        if (!_completion.Next(_editor, rooms, people, back))
        {
            _model.Hint = "Nothing to complete here.";
        }
    }
}
