using System.Buffers.Binary;
using System.Numerics;

namespace Mesh;

/// <summary>
/// xoshiro256** (Blackman and Vigna 2018) seeded by splitmix64: the same numbers for the same seed on every machine and runtime.
/// Not for secrets. Not thread-safe.
/// </summary>
public sealed class MeshRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Starts the sequence that belongs to <paramref name="seed"/>.</summary>
    public MeshRandom(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>A generator of its own for one purpose, so that a new draw in one place does not shift another's. Draws nothing from this one.</summary>
    public MeshRandom Split(string purpose)
    {
        ulong seed = BinaryPrimitives.ReadUInt64BigEndian(Digest.Of(System.Text.Encoding.UTF8.GetBytes(purpose)).ToArray());
        return new MeshRandom(seed ^ _a ^ BitOperations.RotateLeft(_b, 17) ^ BitOperations.RotateLeft(_c, 31) ^ _d);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>A number from 0 to <paramref name="exclusiveMax"/> - 1, without bias (Lemire 2019).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMax"/> is not positive.</exception>
    public int Next(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        uint bound = (uint)exclusiveMax;
        uint threshold = (0u - bound) % bound;
        while (true)
        {
            ulong product = (NextUInt64() >> 32) * bound;
            if ((uint)product >= threshold)
            {
                return (int)(product >> 32);
            }
        }
    }

    /// <summary>A time from <paramref name="min"/> to just under <paramref name="max"/>, in whole microseconds; <paramref name="min"/> when the range is empty.</summary>
    public TimeSpan NextTime(TimeSpan min, TimeSpan max)
    {
        long microseconds = (max - min).Ticks / TimeSpan.TicksPerMicrosecond;
        return microseconds <= 0 ? min : min + TimeSpan.FromMicroseconds((long)(NextUInt64() % (ulong)microseconds));
    }

    /// <summary>True in <paramref name="numerator"/> of <paramref name="denominator"/> draws.</summary>
    public bool Chance(int numerator, int denominator) => Next(denominator) < numerator;

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
