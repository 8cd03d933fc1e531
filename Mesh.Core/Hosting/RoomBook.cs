namespace Mesh.Hosting;

/// <summary>The rooms that the node is in, in the order of joining. Thread-safe.</summary>
internal sealed class RoomBook
{
    private readonly Lock _lock = new();
    private readonly List<JoinedRoom> _rooms = [];

    /// <summary>How many they are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _rooms.Count;
            }
        }
    }

    public IReadOnlyList<MeshRoom> Snapshot()
    {
        lock (_lock)
        {
            return [.. _rooms.Select(joined => joined.Room)];
        }
    }

    /// <summary>Joins, or finds the room joined already.</summary>
    /// <param name="name">The room's name.</param>
    /// <param name="create">Makes the room's handle.</param>
    /// <param name="isNew">Whether it was joined now.</param>
    /// <exception cref="InvalidOperationException">There is no room for another room.</exception>
    public JoinedRoom Join(string name, Func<MeshRoom> create, out bool isNew)
    {
        lock (_lock)
        {
            JoinedRoom? joined = Find(name);
            isNew = joined is null;
            if (joined is null)
            {
                if (_rooms.Count >= NodeLimits.RoomsMax)
                {
                    throw new InvalidOperationException($"The node is in {_rooms.Count} rooms and may be in {NodeLimits.RoomsMax}; leave one before joining '{name}'.");
                }

                joined = new JoinedRoom(create());
                _rooms.Add(joined);
            }

            return joined;
        }
    }

    /// <summary>The room called <paramref name="name"/>, or null.</summary>
    public JoinedRoom? Find(string name)
    {
        lock (_lock)
        {
            return _rooms.Find(joined => joined.Room.Name == name);
        }
    }

    /// <summary>The room of this very handle, or null when it was left.</summary>
    public JoinedRoom? Find(MeshRoom room)
    {
        lock (_lock)
        {
            return _rooms.Find(joined => ReferenceEquals(joined.Room, room));
        }
    }

    /// <summary>Leaves the room of this handle; its readers end.</summary>
    /// <returns>False when it was left already.</returns>
    public bool Leave(MeshRoom room)
    {
        JoinedRoom? joined;
        lock (_lock)
        {
            joined = Find(room);
            if (joined is not null)
            {
                _rooms.Remove(joined);
            }
        }

        joined?.Leave();
        return joined is not null;
    }

    /// <summary>The readers of all rooms end.</summary>
    public void Close()
    {
        lock (_lock)
        {
            foreach (JoinedRoom joined in _rooms)
            {
                joined.Leave();
            }
        }
    }
}
