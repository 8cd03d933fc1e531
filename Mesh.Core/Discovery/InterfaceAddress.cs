using System.Net;

namespace Mesh.Discovery;

/// <summary>A unicast address of an interface.</summary>
/// <param name="Address">The address; an IPv6 link-local one carries its scope.</param>
/// <param name="PrefixBits">How many leading bits name its subnet.</param>
internal readonly record struct InterfaceAddress(IPAddress Address, int PrefixBits)
{
    /// <summary>Whether <paramref name="other"/> lies in this address's subnet.</summary>
    public bool Reaches(IPAddress other)
    {
        if (other.AddressFamily != Address.AddressFamily)
        {
            return false;
        }

        Span<byte> mine = stackalloc byte[16];
        Span<byte> theirs = stackalloc byte[16];
        Address.TryWriteBytes(mine, out int length);
        other.TryWriteBytes(theirs, out _);
        for (int bit = 0; bit < PrefixBits && bit < length * 8; bit += 8)
        {
            int mask = PrefixBits - bit >= 8 ? 0xFF : 0xFF00 >> (PrefixBits - bit) & 0xFF;
            if (((mine[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0)
            {
                return false;
            }
        }

        return true;
    }
}
