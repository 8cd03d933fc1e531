using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>
/// Finds the members with a body in blanked C# text. It knows just enough of the grammar: types nest, a member ends with its body's brace
/// or with a semicolon, and what has an equals sign before its first brace is a field, whose table may be long.
/// </summary>
internal sealed partial class MemberScanner
{
    private readonly string _code;
    private readonly List<SourceMember> _members = [];
    private int _at;

    private MemberScanner(string code)
    {
        _code = code;
    }

    public static IReadOnlyList<SourceMember> Scan(string code)
    {
        MemberScanner scanner = new(code);
        scanner.ScanDeclarations();
        return scanner._members;
    }

    /// <summary>Reads declarations until the brace that closes the surrounding type, or the end.</summary>
    private void ScanDeclarations()
    {
        int start = _at;
        while (_at < _code.Length)
        {
            switch (_code[_at])
            {
                case '(' or '[':
                    SkipBracket();
                    break;
                case ';':
                    AddMember(start, hasBody: Signature(start).Contains("=>", StringComparison.Ordinal));
                    start = ++_at;
                    break;
                case '}':
                    return;
                case '{' when TypeOrNamespace().IsMatch(Signature(start)):
                    _at++;
                    ScanDeclarations();
                    start = ++_at;
                    break;
                case '{':
                    bool continues = HasInitializer(Signature(start)) || Signature(start).Contains("=>", StringComparison.Ordinal);
                    SkipBracket();
                    if (!continues && !NextIs('='))
                    {
                        AddMember(start, hasBody: true);
                        start = _at;
                    }

                    break;
                default:
                    _at++;
                    break;
            }
        }
    }

    private void AddMember(int start, bool hasBody)
    {
        string signature = Signature(start);
        int begin = SkipAttributes(start);
        if (hasBody && begin < _at && !HasInitializer(signature) && !signature.StartsWith("using", StringComparison.Ordinal))
        {
            int lines = _code.AsSpan(begin, Math.Min(_at + 1, _code.Length) - begin).TrimEnd().Count('\n') + 1;
            _members.Add(new SourceMember(signature, _code.AsSpan(0, begin).Count('\n') + 1, lines));
        }
    }

    /// <summary>What stands before the body, on one line and without attributes and parameters' inside.</summary>
    private string Signature(int start)
    {
        int begin = SkipAttributes(start);
        int end = begin;
        while (end < _at && _code[end] is not ('{' or ';'))
        {
            end++;
        }

        return WhiteSpace().Replace(_code[begin..end], " ").Trim();
    }

    private int SkipAttributes(int start)
    {
        int at = start;
        while (true)
        {
            while (at < _code.Length && char.IsWhiteSpace(_code[at]))
            {
                at++;
            }

            if (at >= _code.Length || _code[at] != '[')
            {
                return at;
            }

            at = EndOfBracket(at);
        }
    }

    private void SkipBracket() => _at = EndOfBracket(_at);

    private int EndOfBracket(int at)
    {
        int depth = 0;
        for (; at < _code.Length; at++)
        {
            depth += _code[at] switch { '{' or '(' or '[' => 1, '}' or ')' or ']' => -1, _ => 0 };
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return at;
    }

    private bool NextIs(char wanted)
    {
        int at = _at;
        while (at < _code.Length && char.IsWhiteSpace(_code[at]))
        {
            at++;
        }

        return at < _code.Length && _code[at] == wanted;
    }

    private static bool HasInitializer(string signature)
    {
        int depth = 0;
        for (int i = 0; i < signature.Length; i++)
        {
            depth += signature[i] switch { '(' or '[' => 1, ')' or ']' => -1, _ => 0 };
            if (depth == 0 && signature[i] == '=')
            {
                bool isArrow = i + 1 < signature.Length && signature[i + 1] == '>';
                return !isArrow && !signature[..i].Contains("operator", StringComparison.Ordinal);
            }
        }

        return false;
    }

    [GeneratedRegex(@"(^|\s)(namespace\s+\w|(class|struct|interface|enum|record)\s+(?!where\b)[A-Za-z_])")]
    private static partial Regex TypeOrNamespace();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
