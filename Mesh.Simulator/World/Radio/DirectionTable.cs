namespace Mesh.Simulator.World.Radio;

/// <summary>Something for each direction between two nodes that has ever been used, by reference.</summary>
internal sealed class DirectionTable<T>
    where T : struct
{
    private readonly Dictionary<long, int> _numbers = [];
    private T[] _entries = new T[16];

    /// <summary>The entry of a direction; the default until it is first written. The reference is good until the next call.</summary>
    public ref T Of(int from, int to)
    {
        long key = PairKey.Of(from, to);
        if (!_numbers.TryGetValue(key, out int number))
        {
            _numbers.Add(key, number = _numbers.Count);
            if (number == _entries.Length)
            {
                Array.Resize(ref _entries, number * 2);
            }
        }

        return ref _entries[number];
    }
}
