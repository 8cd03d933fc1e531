using System.Diagnostics.CodeAnalysis;

namespace Mesh.Protocol;

/// <summary>A map that forgets its oldest entry when it is full, and lists its entries in the order in which they came.</summary>
/// <typeparam name="TKey">The key.</typeparam>
/// <typeparam name="TValue">The value.</typeparam>
internal sealed class BoundedMap<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> _index = [];
    private readonly LinkedList<KeyValuePair<TKey, TValue>> _order = new();
    private readonly int _capacity;

    /// <summary>Makes a map of at most <paramref name="capacity"/> entries.</summary>
    public BoundedMap(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _capacity = capacity;
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _index.Count;

    /// <summary>Whether the next new key pushes out the oldest.</summary>
    public bool IsFull => _index.Count >= _capacity;

    /// <summary>The values, oldest first.</summary>
    public IEnumerable<TValue> Values
    {
        get
        {
            for (LinkedListNode<KeyValuePair<TKey, TValue>>? node = _order.First; node is not null;)
            {
                LinkedListNode<KeyValuePair<TKey, TValue>>? next = node.Next;
                yield return node.Value.Value;
                node = next;
            }
        }
    }

    /// <summary>The value of a key.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_index.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node))
        {
            value = node.Value.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Whether the key is there.</summary>
    public bool Contains(TKey key) => _index.ContainsKey(key);

    /// <summary>Sets a key's value; a new key pushes out the oldest when the map is full. An old key keeps its place.</summary>
    /// <returns>True when something was pushed out, which is then in <paramref name="evicted"/>.</returns>
    public bool Set(TKey key, TValue value, [MaybeNullWhen(false)] out TValue evicted)
    {
        evicted = default;
        if (_index.TryGetValue(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node))
        {
            node.Value = new(key, value);
            return false;
        }

        bool isFull = IsFull;
        if (isFull)
        {
            LinkedListNode<KeyValuePair<TKey, TValue>> oldest = _order.First!;
            evicted = oldest.Value.Value;
            _order.RemoveFirst();
            _index.Remove(oldest.Value.Key);
        }

        _index[key] = _order.AddLast(new KeyValuePair<TKey, TValue>(key, value));
        return isFull;
    }

    /// <summary>Sets a key's value; a new key pushes out the oldest when the map is full.</summary>
    public void Set(TKey key, TValue value) => Set(key, value, out _);

    /// <summary>Removes a key; false when it was not there.</summary>
    public bool Remove(TKey key)
    {
        if (!_index.Remove(key, out LinkedListNode<KeyValuePair<TKey, TValue>>? node))
        {
            return false;
        }

        _order.Remove(node);
        return true;
    }
}
