namespace Mesh.Node.Slides;

/// <summary>Follows Markdown line by line and knows which lines belong to a fenced code block (CommonMark 0.31, section 4.5). A block that is never closed lasts to the end.</summary>
internal sealed class CodeFence
{
    private const int IndentMax = 3;
    private const int LengthMin = 3;

    private char _mark;
    private int _length;

    /// <summary>Whether a code block goes on behind the last line.</summary>
    public bool IsOpen => _length > 0;

    /// <summary>Whether the next line is in a code block or begins or ends one.</summary>
    public bool Holds(string line)
    {
        string text = line.TrimStart(' ');
        char mark = text.Length > 0 ? text[0] : ' ';
        int length = mark is '`' or '~' && line.Length - text.Length <= IndentMax ? text.Length - text.TrimStart(mark).Length : 0;
        if (_length > 0)
        {
            bool closes = mark == _mark && length >= _length && string.IsNullOrWhiteSpace(text[length..]);
            _length = closes ? 0 : _length;
            return true;
        }

        // Behind backticks no other may stand: that would be code within a line.
        bool opens = length >= LengthMin && (mark == '~' || !text[length..].Contains('`', StringComparison.Ordinal));
        (_mark, _length) = opens ? (mark, length) : (_mark, 0);
        return opens;
    }
}
