namespace Mesh.Protocol.Gossip;

/// <summary>
/// Which numbers of a durable stream are held: ascending intervals, at most <see cref="ProtocolLimits.StreamGapsMax"/> gaps between them.
/// </summary>
internal sealed class SequenceSet
{
    private readonly List<(ulong First, ulong Last)> _intervals = [];

    /// <summary>The highest number held; 0 for none.</summary>
    public ulong Highest => _intervals.Count == 0 ? 0 : _intervals[^1].Last;

    /// <summary>The number up to which nothing is missing; 0 when the first is.</summary>
    public ulong Contiguous => _intervals.Count > 0 && _intervals[0].First == 1 ? _intervals[0].Last : 0;

    /// <summary>Whether nothing is missing below the highest.</summary>
    public bool IsWhole => Contiguous == Highest;

    /// <summary>Whether every number from <paramref name="first"/> to <paramref name="last"/> is held.</summary>
    public bool ContainsAll(ulong first, ulong last) => _intervals.Exists(interval => interval.First <= first && last <= interval.Last);

    /// <summary>Whether any number from <paramref name="first"/> to <paramref name="last"/> is held.</summary>
    public bool ContainsAny(ulong first, ulong last) => _intervals.Exists(interval => interval.First <= last && first <= interval.Last);

    /// <summary>Adds numbers of which none is held.</summary>
    /// <returns>False when that would open one gap too many; then nothing is added.</returns>
    public bool Add(ulong first, ulong last)
    {
        int place = _intervals.FindIndex(interval => interval.First > last);
        place = place < 0 ? _intervals.Count : place;
        bool joinsLeft = place > 0 && _intervals[place - 1].Last + 1 == first;
        bool joinsRight = place < _intervals.Count && last + 1 == _intervals[place].First;
        if (!joinsLeft && !joinsRight && _intervals.Count > ProtocolLimits.StreamGapsMax)
        {
            return false;
        }

        if (joinsLeft && joinsRight)
        {
            _intervals[place - 1] = (_intervals[place - 1].First, _intervals[place].Last);
            _intervals.RemoveAt(place);
        }
        else if (joinsLeft)
        {
            _intervals[place - 1] = (_intervals[place - 1].First, last);
        }
        else if (joinsRight)
        {
            _intervals[place] = (first, _intervals[place].Last);
        }
        else
        {
            _intervals.Insert(place, (first, last));
        }

        return true;
    }

    /// <summary>The missing numbers from 1 to <paramref name="highest"/>, newest range first.</summary>
    public IEnumerable<(ulong First, ulong Last)> Missing(ulong highest)
    {
        ulong above = highest;
        for (int i = _intervals.Count - 1; i >= 0 && above > 0; i--)
        {
            if (_intervals[i].Last < above)
            {
                yield return (_intervals[i].Last + 1, above);
            }

            above = Math.Min(above, _intervals[i].First - 1);
        }

        if (above > 0)
        {
            yield return (1, above);
        }
    }
}
