namespace Mesh.Protocol.Gossip;

/// <summary>
/// Which numbers of an ephemeral stream were seen: the highest, and one bit for each of the 1,024 below it.
/// What is lower counts as a duplicate (docs/protocol.md, "Deduplication"; the form is that of RFC 4303, section 3.4.3).
/// </summary>
internal sealed class SequenceWindow
{
    private const int Words = ProtocolLimits.EphemeralWindow / 64;

    private readonly ulong[] _bits = new ulong[Words];

    /// <summary>The highest number seen; 0 for none.</summary>
    public ulong Highest { get; private set; }

    /// <summary>Whether the number was seen, or is too low to tell.</summary>
    public bool Contains(ulong number) => number <= Highest && (Highest - number >= ProtocolLimits.EphemeralWindow || (Word(number) & Bit(number)) != 0);

    /// <summary>Marks a number as seen.</summary>
    public void Add(ulong number)
    {
        if (number > Highest)
        {
            if (number - Highest >= ProtocolLimits.EphemeralWindow)
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
        else if (Highest - number >= ProtocolLimits.EphemeralWindow)
        {
            return;
        }

        Word(number) |= Bit(number);
    }

    private static ulong Bit(ulong number) => 1UL << (int)(number % 64);

    private ref ulong Word(ulong number) => ref _bits[(int)(number / 64 % Words)];
}
