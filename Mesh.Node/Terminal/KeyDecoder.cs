using System.Text;

namespace Mesh.Node.Terminal;

/// <summary>
/// Makes inputs of the keys that <see cref="Console.ReadKey(bool)"/> gives. Bracketed paste (xterm, DEC private mode 2004) is unknown to it
/// and arrives as Escape and the text "[200~", or as Alt+[ and "200~" when a read ended in between; two halves of a surrogate pair arrive as two keys.
/// </summary>
internal sealed class KeyDecoder
{
    /// <summary>Chars kept of one paste: four times the longest message, so that "too long" is said by the room and not guessed here.</summary>
    public const int PasteCharsMax = 262_144;

    private const string PasteStart = "[200~";
    private const string PasteEnd = "[201~";

    private readonly StringBuilder _paste = new();
    private readonly List<ConsoleKeyInfo> _held = [];
    private char _highSurrogate;
    private bool _pasting;
    private bool _cut;

    /// <summary>Takes one key and returns what it completes; nothing while a sequence is under way.</summary>
    /// <param name="key">The key.</param>
    /// <param name="more">Whether further keys wait already. Where the console marks no pastes, a line break with more behind it was pasted.</param>
    public IReadOnlyList<TerminalInput> Feed(ConsoleKeyInfo key, bool more)
    {
        List<TerminalInput> inputs = [];
        Take(key, inputs);
        if (!more && !_pasting)
        {
            Release(inputs);
        }

        if (OperatingSystem.IsWindows() && more && inputs is [KeyPressed { Key: TerminalKey.Enter }])
        {
            inputs[0] = new KeyPressed(TerminalKey.NewLine);
        }

        return inputs;
    }

    private static bool IsEscape(ConsoleKeyInfo key) => key is { Key: ConsoleKey.Escape, Modifiers: 0 };

    private static bool IsAltBracket(ConsoleKeyInfo key) => key is { KeyChar: '[', Modifiers: ConsoleModifiers.Alt };

    private void Take(ConsoleKeyInfo key, List<TerminalInput> inputs)
    {
        if (_held.Count == 0)
        {
            if (IsEscape(key) || IsAltBracket(key))
            {
                _held.Add(key);
                return;
            }

            Pass(key, inputs);
            return;
        }

        if (!_pasting && _held.Count == 1 && IsEscape(_held[0]) && key.Key == ConsoleKey.Enter)
        {
            // Alt+Enter comes as these two.
            _held.Clear();
            inputs.Add(new KeyPressed(TerminalKey.NewLine));
            return;
        }

        string mark = _pasting ? PasteEnd : PasteStart;
        int matched = IsAltBracket(_held[0]) ? _held.Count : _held.Count - 1;
        if (key.KeyChar != mark[matched] || IsAltBracket(key))
        {
            Release(inputs);
            Take(key, inputs);
            return;
        }

        _held.Add(key);
        if (matched + 1 == mark.Length)
        {
            _held.Clear();
            Toggle(inputs);
        }
    }

    private void Toggle(List<TerminalInput> inputs)
    {
        if (_pasting)
        {
            inputs.Add(new BlockPasted(_paste.ToString(), _cut));
            _paste.Clear();
            _cut = false;
        }

        _pasting = !_pasting;
    }

    private void Release(List<TerminalInput> inputs)
    {
        ConsoleKeyInfo[] held = [.. _held];
        _held.Clear();
        foreach (ConsoleKeyInfo key in held)
        {
            Pass(key, inputs);
        }
    }

    private void Pass(ConsoleKeyInfo key, List<TerminalInput> inputs)
    {
        if (_pasting)
        {
            Append(key.Key == ConsoleKey.Enter ? '\n' : key.KeyChar);
            return;
        }

        if (KeyMap.Find(key) is TerminalInput input)
        {
            inputs.Add(input);
            return;
        }

        char c = key.KeyChar;
        if (char.IsHighSurrogate(c))
        {
            _highSurrogate = c;
        }
        else if (char.IsLowSurrogate(c) && _highSurrogate != '\0')
        {
            inputs.Add(new TextTyped(new string([_highSurrogate, c])));
            _highSurrogate = '\0';
        }
        else if (!char.IsControl(c) && !char.IsSurrogate(c) && (key.Modifiers & ConsoleModifiers.Alt) == 0)
        {
            inputs.Add(new TextTyped(c.ToString()));
        }
    }

    private void Append(char c)
    {
        if (_paste.Length < PasteCharsMax)
        {
            _paste.Append(c);
        }
        else
        {
            _cut = true;
        }
    }
}
