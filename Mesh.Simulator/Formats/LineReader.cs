using System.Globalization;
using System.Text;

namespace Mesh.Simulator.Formats;

/// <summary>Reads a text line by line and a line field by field, and knows the place of each for the message about a fault. Lines and text are bounded.</summary>
internal sealed class LineReader : IDisposable
{
    private readonly StreamReader _reader;
    private readonly string _file;
    private char[] _buffer = new char[16 * 1024];
    private int _filled;
    private int _lineStart;
    private int _lineLength;
    private int _next;
    private long _read;
    private bool _isEnd;
    private int _cursor;
    private int _fieldStart;
    private int _fieldLength;

    /// <summary>Reads from a stream, which it closes in the end.</summary>
    public LineReader(Stream stream, string file)
    {
        _reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
        _file = file;
    }

    /// <summary>What parts the fields; a blank stands for any run of spaces and tabs.</summary>
    public char Separator { get; set; } = ' ';

    /// <summary>Number of the present line, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>The present line without its end.</summary>
    public ReadOnlySpan<char> Text => _buffer.AsSpan(_lineStart, _lineLength);

    /// <summary>The field read last.</summary>
    public ReadOnlySpan<char> Field => _buffer.AsSpan(_lineStart + _fieldStart, _fieldLength);

    /// <summary>Whether nothing but blanks is left in the line.</summary>
    public bool IsLineEnd => Text[_cursor..].Trim().IsEmpty;

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>Goes to the next line; false at the end of the text.</summary>
    public bool NextLine()
    {
        int scanned = _next;
        while (true)
        {
            int end = _buffer.AsSpan(scanned, _filled - scanned).IndexOf('\n');
            if (end >= 0)
            {
                Take(scanned + end, scanned + end + 1);
                return true;
            }

            scanned = _filled;
            if (_isEnd)
            {
                if (_next == _filled)
                {
                    return false;
                }

                Take(_filled, _filled);
                return true;
            }

            scanned -= Fill();
        }
    }

    /// <summary>Goes to the next line that is neither blank nor a comment.</summary>
    /// <param name="comments">The characters that a comment may begin with.</param>
    public bool NextRecord(string comments = "#")
    {
        while (NextLine())
        {
            ReadOnlySpan<char> text = Text.TrimStart();
            if (!text.IsEmpty && !comments.Contains(text[0], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads the next field into <see cref="Field"/>; false at the line's end. A field in double quotes loses them.</summary>
    public bool TryNext()
    {
        ReadOnlySpan<char> text = Text;
        while (_cursor < text.Length && (text[_cursor] is ' ' or '\t') && (Separator == ' ' || text[_cursor] != Separator))
        {
            _cursor++;
        }

        _fieldStart = _cursor;
        _fieldLength = 0;
        if (_cursor >= text.Length)
        {
            return false;
        }

        int length = Separator == ' ' ? text[_cursor..].IndexOfAny(' ', '\t') : text[_cursor..].IndexOf(Separator);
        length = length < 0 ? text.Length - _cursor : length;
        _cursor = Math.Min(text.Length, _cursor + length + 1);
        ReadOnlySpan<char> field = text.Slice(_fieldStart, length).TrimEnd();
        bool isQuoted = field.Length >= 2 && field[0] == '"' && field[^1] == '"';
        _fieldStart += isQuoted ? 1 : 0;
        _fieldLength = field.Length - (isQuoted ? 2 : 0);
        return true;
    }

    /// <summary>Reads the next field, which has to be there.</summary>
    public ReadOnlySpan<char> Next(string expected) => TryNext() && !Field.IsEmpty ? Field : throw Fault(expected);

    /// <summary>Reads a name of a node.</summary>
    public string NextName(string expected)
    {
        ReadOnlySpan<char> name = Next(expected);
        return name.Length <= FormatLimits.NameCharsMax ? name.ToString() : throw Fault(FormattableString.Invariant($"{expected} of at most {FormatLimits.NameCharsMax} characters"));
    }

    /// <summary>Reads a number.</summary>
    public double NextNumber(string expected, double min = double.MinValue, double max = double.MaxValue)
    {
        _ = Next(expected);
        return Number(expected, min, max);
    }

    /// <summary>Reads a coordinate in metres.</summary>
    public double NextMetres(string expected) => NextNumber(expected, -FormatLimits.MetresMax, FormatLimits.MetresMax);

    /// <summary>Reads a whole number.</summary>
    public long NextWhole(string expected, long min = long.MinValue, long max = long.MaxValue) =>
        long.TryParse(Next(expected), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= min && value <= max ? value : throw Fault(expected);

    /// <summary>Reads a time; microseconds of the file's clock, rounded half to even.</summary>
    /// <param name="expected">What it is.</param>
    /// <param name="unit">Microseconds of what the file counts in.</param>
    public long NextTime(string expected, long unit = 1_000_000)
    {
        _ = Next(expected);
        return Time(expected, unit);
    }

    /// <summary>The present field as a number.</summary>
    public double Number(string expected, double min = double.MinValue, double max = double.MaxValue) =>
        double.TryParse(Field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= min && value <= max ? value : throw Fault(expected);

    /// <summary>The present field as a time; see <see cref="NextTime"/>.</summary>
    public long Time(string expected, long unit = 1_000_000) =>
        FileTime.TryParse(Field, unit, out long microseconds) ? microseconds : throw Fault(expected);

    /// <summary>What is wrong with the present field.</summary>
    public FormatFault Fault(string expected) => FormatFault.At(_file, Line, _fieldStart + 1, Field, expected);

    /// <summary>What is wrong with the present line as a whole.</summary>
    public FormatFault LineFault(string expected) => FormatFault.At(_file, Line, 1, Text, expected);

    /// <summary>Takes characters off both ends of the present field.</summary>
    public void TrimField(string characters)
    {
        while (_fieldLength > 0 && characters.Contains(Field[^1], StringComparison.Ordinal))
        {
            _fieldLength--;
        }

        while (_fieldLength > 0 && characters.Contains(Field[0], StringComparison.Ordinal))
        {
            _fieldStart++;
            _fieldLength--;
        }
    }

    /// <summary>Leaves out the rest of the line.</summary>
    public void SkipLine() => _cursor = _lineLength;

    /// <summary>Refuses anything more in this line.</summary>
    public void EndLine(string expected)
    {
        if (TryNext() && !(Field.IsEmpty && IsLineEnd))
        {
            throw Fault("the end of the line after " + expected);
        }
    }

    /// <summary>Refuses a record beyond the bound.</summary>
    public void Bound(long records)
    {
        if (records > FormatLimits.RecordsMax)
        {
            throw Fault(FormattableString.Invariant($"at most {FormatLimits.RecordsMax} records"));
        }
    }

    private void Take(int end, int next)
    {
        _lineStart = _next;
        _lineLength = end - _next;
        if (_lineLength > 0 && _buffer[end - 1] == '\r')
        {
            _lineLength--;
        }

        _next = next;
        if (++Line > FormatLimits.LinesMax)
        {
            throw LineFault(FormattableString.Invariant($"at most {FormatLimits.LinesMax} lines"));
        }

        _cursor = 0;
        _fieldStart = 0;
        _fieldLength = 0;
    }

    /// <summary>Moves the unread part to the front of the buffer and reads on; answers by how much it moved.</summary>
    private int Fill()
    {
        int moved = _next;
        _buffer.AsSpan(_next, _filled - _next).CopyTo(_buffer);
        _filled -= moved;
        _next = 0;
        if (_filled == _buffer.Length)
        {
            if (_buffer.Length >= FormatLimits.LineCharsMax)
            {
                throw FormatFault.At(_file, Line + 1, 1, "", FormattableString.Invariant($"lines of at most {FormatLimits.LineCharsMax} characters"));
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int count = ReadSome();
        _isEnd = count == 0;
        _filled += count;
        _read += count;
        return _read <= FormatLimits.TextCharsMax ? moved : throw FormatFault.Of(_file, FormattableString.Invariant($"holds more than {FormatLimits.TextCharsMax} characters."));
    }

    private int ReadSome()
    {
        try
        {
            return _reader.Read(_buffer, _filled, _buffer.Length - _filled);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw FormatFault.Of(_file, FormattableString.Invariant($"cannot be read beyond line {Line}: {fault.Message}"));
        }
    }
}
