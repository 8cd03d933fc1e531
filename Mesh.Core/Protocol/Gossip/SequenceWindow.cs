namespace Mesh.Protocol.Gossip;

/// <summary>
/// Which numbers of an ephemeral or private stream were seen: the highest, and one bit for each of those below it, as many as the window is wide.
/// What is lower counts as a duplicate (docs/protocol.md, "Deduplication"; the form is that of RFC 4303, section 3.4.3).
/// </summary>
internal sealed class SequenceWindow
{
    private readonly ulong[] _bits;

    /// <summary>Makes a window in which nothing was seen.</summary>
    /// <param name="width">Its numbers, a multiple of 64.</param>
    public SequenceWindow(int width)
    {
        _bits = new ulong[width / 64];
    }

    /// <summary>The highest number seen; 0 for none.</summary>
    public ulong Highest { get; private set; }

    private ulong Width => (ulong)_bits.Length * 64;

    /// <summary>Whether the number was seen, or is too low to tell.</summary>
    public bool Contains(ulong number) => number <= Highest && (Highest - number >= Width || (Word(number) & Bit(number)) != 0);

    /// <summary>Marks a number as seen.</summary>
    public void Add(ulong number)
    {
        if (number > Highest)
        {
            if (number - Highest >= Width)
            {
                Array.Clear(_bits);
            }
            else
            {
                for (ulong skipped = Highest + 1; skipped < number; skipped++)
                {
                    Word(skipped) &= ~Bit(skipped);
                }
            }

            Highest = number;
        }
        else if (Highest - number >= Width)
        {
            return;
        }

        Word(number) |= Bit(number);
    }

    private static ulong Bit(ulong number) => 1UL << (int)(number % 64);

    private ref ulong Word(ulong number) => ref _bits[(int)(number / 64 % (ulong)_bits.Length)];
}
