namespace Mesh.Protocol;

/// <summary>A set of small numbers, one bit each; as large as the largest that was added.</summary>
internal sealed class SlotSet
{
    private const int WordBits = 64;

    private ulong[] _words = [];

    /// <summary>Whether the number is there.</summary>
    public bool Contains(int slot) => slot / WordBits < _words.Length && (_words[slot / WordBits] & (1UL << (slot % WordBits))) != 0;

    /// <summary>Adds a number that is not negative; false when it was there.</summary>
    public bool Add(int slot)
    {
        int word = slot / WordBits;
        if (word >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max(word + 1, _words.Length * 2));
        }

        ulong bit = 1UL << (slot % WordBits);
        bool isNew = (_words[word] & bit) == 0;
        _words[word] |= bit;
        return isNew;
    }
}
