namespace Mesh.Hosting;

/// <summary>What was observed lately, each thing once. Bounded: the oldest is forgotten first. Not thread-safe.</summary>
internal sealed class Observations<T>
    where T : notnull
{
    private readonly List<(T Thing, MeshInstant At)> _seen = [];
    private readonly TimeSpan _life;

    public Observations(TimeSpan life)
    {
        _life = life;
    }

    public void Add(T thing, MeshInstant now)
    {
        _seen.RemoveAll(seen => seen.Thing.Equals(thing));
        _seen.Add((thing, now));
        if (_seen.Count > NodeLimits.ObservationsMax)
        {
            _seen.RemoveAt(0);
        }
    }

    /// <summary>Adds the thing, or the like one that was seen lately in its place, as seen now.</summary>
    public void AddOrKeep(T thing, Predicate<T> isLike, MeshInstant now)
    {
        int like = _seen.FindIndex(seen => now - seen.At <= _life && isLike(seen.Thing));
        Add(like < 0 ? thing : _seen[like].Thing, now);
    }

    public void Forget(Predicate<T> match) => _seen.RemoveAll(seen => match(seen.Thing));

    /// <summary>What is not too old, oldest first.</summary>
    public IReadOnlyList<T> Recent(MeshInstant now) => [.. _seen.Where(seen => now - seen.At <= _life).Select(seen => seen.Thing)];
}
