namespace Mesh.Simulator.Judgement;

/// <summary>A set of small numbers, a bit for each up to the greatest.</summary>
internal sealed class NumberSet
{
    private const int Bits = 64;

    private ulong[] _words = [];

    /// <summary>Whether a number is in it.</summary>
    public bool Contains(int number) => number / Bits < _words.Length && (_words[number / Bits] & (1UL << (number % Bits))) != 0;

    /// <summary>Adds a number; false when it was there.</summary>
    public bool Add(int number)
    {
        if (number / Bits >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max((number / Bits) + 1, _words.Length * 2));
        }

        bool isNew = !Contains(number);
        _words[number / Bits] |= 1UL << (number % Bits);
        return isNew;
    }

    /// <summary>Takes everything out.</summary>
    public void Clear() => Array.Clear(_words);
}
