namespace Mesh.Simulator.Baselines;

/// <summary>What a node carries. When there is no room, what came first goes first; a bundle that has lived its time is gone.</summary>
internal sealed class BundleStore
{
    private readonly StoreSpec _spec;
    private readonly Dictionary<BundleId, LinkedListNode<CarriedBundle>> _byId = [];
    private readonly LinkedList<CarriedBundle> _byArrival = [];
    private long _bytes;

    /// <summary>Makes an empty store.</summary>
    public BundleStore(StoreSpec spec)
    {
        _spec = spec;
    }

    /// <summary>Which bundles are in it.</summary>
    public StreamVector Ids { get; } = new();

    /// <summary>Stores a bundle, unless it alone is larger than the store.</summary>
    public void Add(CarriedBundle bundle)
    {
        if (_spec.Buffer > 0 && bundle.Body.Length > _spec.Buffer)
        {
            return;
        }

        while (_spec.Buffer > 0 && _bytes + bundle.Body.Length > _spec.Buffer)
        {
            Remove(_byArrival.First!.Value);
        }

        _byId.Add(bundle.Id, _byArrival.AddLast(bundle));
        _bytes += bundle.Body.Length;
        Ids.Add(bundle.Id);
        bundle.IsStored = true;
    }

    /// <summary>A bundle that is stored and has not lived its time, or null.</summary>
    public CarriedBundle? Find(BundleId id, MeshInstant now)
    {
        if (!_byId.TryGetValue(id, out LinkedListNode<CarriedBundle>? stored))
        {
            return null;
        }

        if (!HasExpired(stored.Value.Created, now))
        {
            return stored.Value;
        }

        Remove(stored.Value);
        return null;
    }

    /// <summary>Whether what was written then has lived its time.</summary>
    public bool HasExpired(MeshInstant created, MeshInstant now) => _spec.Lifetime > TimeSpan.Zero && created + _spec.Lifetime <= now;

    /// <summary>Forgets a bundle.</summary>
    public void Remove(CarriedBundle bundle)
    {
        if (_byId.Remove(bundle.Id, out LinkedListNode<CarriedBundle>? stored))
        {
            _byArrival.Remove(stored);
            _bytes -= bundle.Body.Length;
            Ids.Remove(bundle.Id);
            bundle.IsStored = false;
        }
    }
}
