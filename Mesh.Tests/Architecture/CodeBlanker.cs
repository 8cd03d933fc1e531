using System.Text;

namespace Mesh.Tests.Architecture;

/// <summary>
/// Turns C# text into the same text with comments and the characters of literals replaced by spaces.
/// Lines and columns stay, so that what is found in the blanked text can be named in the original. Holes of interpolated strings stay code.
/// </summary>
internal sealed class CodeBlanker
{
    private readonly string _text;
    private readonly StringBuilder _code;
    private int _at;

    private CodeBlanker(string text)
    {
        _text = text;
        _code = new StringBuilder(text.Length);
    }

    public static string Blank(string text)
    {
        CodeBlanker blanker = new(text);
        blanker.CopyCode(insideHole: false, bracesOfHole: 0);
        return blanker._code.ToString();
    }

    /// <summary>Copies code until the text ends or, inside a hole, until the braces that close it.</summary>
    private void CopyCode(bool insideHole, int bracesOfHole)
    {
        int depth = 0;
        while (_at < _text.Length)
        {
            char c = _text[_at];
            if (insideHole && c == '}' && depth == 0)
            {
                BlankChars(bracesOfHole);
                return;
            }

            if (Starts("//"))
            {
                BlankUntil("\n", andIt: false);
            }
            else if (Starts("/*"))
            {
                BlankUntil("*/", andIt: true);
            }
            else if (c == '\'')
            {
                BlankCharacterLiteral();
            }
            else if (c is '"' or '$' or '@' && TryReadPrefix(out int dollars, out bool verbatim, out int quotes))
            {
                BlankStringLiteral(dollars, verbatim, quotes);
            }
            else
            {
                depth += c switch { '{' or '(' or '[' => 1, '}' or ')' or ']' => -1, _ => 0 };
                _code.Append(c);
                _at++;
            }
        }
    }

    private bool TryReadPrefix(out int dollars, out bool verbatim, out int quotes)
    {
        int next = _at;
        dollars = 0;
        verbatim = false;
        while (next < _text.Length && _text[next] is '$' or '@')
        {
            dollars += _text[next] == '$' ? 1 : 0;
            verbatim |= _text[next] == '@';
            next++;
        }

        quotes = 0;
        while (next + quotes < _text.Length && _text[next + quotes] == '"')
        {
            quotes++;
        }

        if (quotes == 0)
        {
            return false;
        }

        // Two quotes are an empty ordinary string; a verbatim one counts only its opening quote.
        quotes = verbatim || quotes < 3 ? 1 : quotes;
        BlankChars(next - _at + quotes);
        return true;
    }

    private void BlankStringLiteral(int dollars, bool verbatim, int quotes)
    {
        string close = new('"', quotes);
        while (_at < _text.Length)
        {
            if (!verbatim && quotes == 1 && _text[_at] == '\\')
            {
                BlankChars(2);
            }
            else if (verbatim && Starts("\"\""))
            {
                BlankChars(2);
            }
            else if (Starts(close))
            {
                BlankChars(quotes);
                return;
            }
            else if (dollars > 0 && _text[_at] == '{')
            {
                BlankBraces(dollars, isRaw: quotes > 1);
            }
            else
            {
                BlankChars(1);
            }
        }
    }

    private void BlankBraces(int dollars, bool isRaw)
    {
        int braces = 0;
        while (_at + braces < _text.Length && _text[_at + braces] == '{')
        {
            braces++;
        }

        bool opensHole = isRaw ? braces >= dollars : braces % 2 == 1;
        BlankChars(braces);
        if (opensHole)
        {
            CopyCode(insideHole: true, bracesOfHole: isRaw ? dollars : 1);
        }
    }

    private void BlankCharacterLiteral()
    {
        BlankChars(1);
        while (_at < _text.Length && _text[_at] is not ('\'' or '\n'))
        {
            BlankChars(_text[_at] == '\\' ? 2 : 1);
        }

        BlankChars(1);
    }

    private void BlankUntil(string end, bool andIt)
    {
        int found = _text.IndexOf(end, _at, StringComparison.Ordinal);
        int stop = found < 0 ? _text.Length : found + (andIt ? end.Length : 0);
        BlankChars(stop - _at);
    }

    private void BlankChars(int count)
    {
        for (int i = 0; i < count && _at < _text.Length; i++, _at++)
        {
            _code.Append(_text[_at] is '\n' or '\r' ? _text[_at] : ' ');
        }
    }

    private bool Starts(string start) => string.CompareOrdinal(_text, _at, start, 0, start.Length) == 0;
}
