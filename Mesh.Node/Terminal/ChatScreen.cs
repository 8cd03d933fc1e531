namespace Mesh.Node.Terminal;

/// <summary>Lays the chat out on a screen of any size and draws it.</summary>
internal sealed class ChatScreen
{
    /// <summary>The least screen that everything has a place on.</summary>
    public const int WidthMin = 20;

    /// <inheritdoc cref="WidthMin"/>
    public const int HeightMin = 5;

    private const int BarRows = 2;
    private const int MessageRowsMin = 2;

    private readonly ChatModel _model;
    private readonly LineEditor _editor;
    private readonly Completion _completion;

    public ChatScreen(ChatModel model, LineEditor editor, Completion completion)
    {
        _model = model;
        _editor = editor;
        _completion = completion;
    }

    public Frame Draw(ScreenSize size)
    {
        Frame frame = new(size.Width, size.Height);
        if (size.Width < WidthMin || size.Height < HeightMin)
        {
            DrawTooSmall(frame);
            return frame;
        }

        InputArea input = new(_editor, size.Width, InputRowsMax(size));
        AlonePanel alone = new(_model.AloneReasons, size.Width, AloneRowsMax(size, input));
        int messageRows = size.Height - BarRows - input.Height - alone.Height;
        int messageWidth = size.Width - PeerBar.WidthIn(size.Width);
        RoomBar.Draw(frame, _model);
        new MessageArea(frame, _model.Current, messageWidth, 1, messageRows).Draw();
        if (PeerBar.WidthIn(size.Width) > 0)
        {
            PeerBar.Draw(frame, _model, 1, messageRows);
        }

        alone.Draw(frame, 1 + messageRows);
        int below = View(messageWidth, messageRows).LinesBelow();
        StatusLine.Draw(frame, _model, _completion, below, 1 + messageRows + alone.Height);
        input.Draw(frame, size.Height - input.Height, Placeholder());
        return frame;
    }

    /// <summary>Scrolls the room shown by part of a page, up when positive.</summary>
    public void ScrollPages(ScreenSize size, int pages)
    {
        (int width, int height) = MessageSize(size);
        View(width, height).Scroll(pages * Math.Max(1, height - 1));
    }

    /// <summary>Scrolls the room shown to its first line.</summary>
    public void ScrollToTop(ScreenSize size)
    {
        (int width, int height) = MessageSize(size);
        View(width, height).Scroll(int.MaxValue / 2);
    }

    private static int InputRowsMax(ScreenSize size) => Math.Max(1, Math.Min(size.Height / 3, size.Height - BarRows - MessageRowsMin));

    private static int AloneRowsMax(ScreenSize size, InputArea input) => Math.Min(size.Height / 2, size.Height - BarRows - input.Height - MessageRowsMin);

    private static void DrawTooSmall(Frame frame)
    {
        List<string> rows = TextWrap.Rows($"Enlarge the window to {WidthMin}x{HeightMin} or more.", frame.Width);
        for (int i = 0; i < Math.Min(rows.Count, frame.Height); i++)
        {
            frame.Write(0, i, rows[i], Style.Plain);
        }
    }

    private (int Width, int Height) MessageSize(ScreenSize size)
    {
        InputArea input = new(_editor, size.Width, InputRowsMax(size));
        AlonePanel alone = new(_model.AloneReasons, size.Width, AloneRowsMax(size, input));
        return (size.Width - PeerBar.WidthIn(size.Width), Math.Max(1, size.Height - BarRows - input.Height - alone.Height));
    }

    private MessageView View(int width, int height) => new(_model.Current, new MessageColumns(width), height);

    private string Placeholder() => _model.Current == _model.Home ? "/join ROOM to begin" : "write a message, or /help";
}
