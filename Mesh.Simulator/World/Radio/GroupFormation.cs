namespace Mesh.Simulator.World.Radio;

/// <summary>
/// Wi-Fi Direct groups among nodes that come and go. Who is free and finds an owner with room joins it, else it forms a group with another free node, of which the lower number
/// becomes the owner; either takes the formation delay and fails when they lose sight of each other meanwhile. A client out of its owner's range is free again, and so is an owner
/// without clients. Where nodes can be in two groups, an owner looks for an owner of its own, and a client may become the owner of whoever finds nobody else; a circle never forms.
/// </summary>
internal sealed class GroupFormation
{
    private const int Nobody = -1;

    private readonly RadioSpec _spec;
    private readonly ContactPlan _sight;
    private readonly MeshRandom _random;
    private readonly SortedSet<int>[] _near;
    private readonly SortedSet<int>[] _clients;
    private readonly int[] _owner;
    private readonly int[] _partner;
    private readonly MeshInstant[] _since;
    private readonly PriorityQueue<(int Client, int Owner), (MeshInstant At, long Order)> _attempts = new();
    private readonly List<Contact> _memberships = [];
    private long _order;

    private GroupFormation(RadioSpec spec, ContactPlan sight, MeshRandom random)
    {
        _spec = spec;
        _sight = sight;
        _random = random;
        _near = [.. Enumerable.Range(0, sight.Nodes).Select(_ => new SortedSet<int>())];
        _clients = [.. Enumerable.Range(0, sight.Nodes).Select(_ => new SortedSet<int>())];
        _owner = [.. Enumerable.Repeat(Nobody, sight.Nodes)];
        _partner = [.. Enumerable.Repeat(Nobody, sight.Nodes)];
        _since = new MeshInstant[sight.Nodes];
    }

    /// <summary>The contacts between owners and clients.</summary>
    /// <param name="spec">Delay and size of groups.</param>
    /// <param name="sight">Who could hear whom.</param>
    /// <param name="random">Draws the delays.</param>
    public static ContactPlan Plan(RadioSpec spec, ContactPlan sight, MeshRandom random) => new GroupFormation(spec, sight, random).Run();

    private bool IsOwner(int node) => _clients[node].Count > 0;

    private bool IsFree(int node) => _owner[node] == Nobody && _partner[node] == Nobody && !IsOwner(node);

    private ContactPlan Run()
    {
        MeshInstant end = MeshInstant.Zero + _sight.Duration;
        IOrderedEnumerable<(MeshInstant At, bool IsUp, Contact Contact)> changes = _sight.Contacts
            .SelectMany(contact => new[] { (contact.Up, true, contact), (contact.Down, false, contact) })
            .OrderBy(change => change.Item1).ThenBy(change => change.Item2).ThenBy(change => (change.Item3.A, change.Item3.B));
        foreach ((MeshInstant at, bool isUp, Contact contact) in changes)
        {
            FinishBefore(at);
            if (isUp)
            {
                _near[contact.A].Add(contact.B);
                _near[contact.B].Add(contact.A);
                Seek(contact.A, at);
                Seek(contact.B, at);
            }
            else if (at < end)
            {
                Part(contact, at);
            }
        }

        FinishBefore(end);
        for (int node = 0; node < _owner.Length; node++)
        {
            Leave(node, end);
        }

        return new ContactPlan(_sight.Nodes, _sight.Duration, _memberships);
    }

    private void Part(Contact contact, MeshInstant at)
    {
        _near[contact.A].Remove(contact.B);
        _near[contact.B].Remove(contact.A);
        if (_owner[contact.A] == contact.B)
        {
            Leave(contact.A, at);
        }

        if (_owner[contact.B] == contact.A)
        {
            Leave(contact.B, at);
        }

        Seek(contact.A, at);
        Seek(contact.B, at);
    }

    private void Leave(int client, MeshInstant at)
    {
        int owner = _owner[client];
        if (owner != Nobody)
        {
            _owner[client] = Nobody;
            _clients[owner].Remove(client);
            _memberships.Add(new Contact(Math.Min(client, owner), Math.Max(client, owner), _since[client], at));
        }
    }

    /// <summary>Whoever has no owner looks for one, or for somebody to form a group with.</summary>
    private void Seek(int node, MeshInstant now)
    {
        bool isOwner = IsOwner(node);
        if (_owner[node] != Nobody || _partner[node] != Nobody || (isOwner && !_spec.TwoGroups))
        {
            return;
        }

        int[] open = [.. _near[node].Where(other => _partner[other] == Nobody && _clients[other].Count < _spec.ClientsMax && !IsUnder(other, node))];
        if (First(open, IsOwner) is { } owner)
        {
            Attempt(node, owner, now);
        }
        else if (!isOwner && First(open, IsFree) is { } free)
        {
            Attempt(Math.Max(node, free), Math.Min(node, free), now);
        }
        else if (_spec.TwoGroups && First(open, other => _owner[other] != Nobody) is { } client)
        {
            Attempt(node, client, now);
        }
    }

    private static int? First(int[] nodes, Func<int, bool> isMeant)
    {
        int index = Array.FindIndex(nodes, node => isMeant(node));
        return index < 0 ? null : nodes[index];
    }

    /// <summary>Whether a node's owner, or the owner's owner and so on, is another one.</summary>
    private bool IsUnder(int node, int above)
    {
        int owner = _owner[node];
        while (owner != Nobody && owner != above)
        {
            owner = _owner[owner];
        }

        return owner == above;
    }

    private void Attempt(int client, int owner, MeshInstant now)
    {
        _partner[client] = owner;
        _partner[owner] = client;
        MeshInstant at = now + _random.NextTime(TimeSpan.FromSeconds(_spec.FormationDelay.Min), TimeSpan.FromSeconds(_spec.FormationDelay.Max));
        _attempts.Enqueue((client, owner), (at, _order++));
    }

    private void FinishBefore(MeshInstant end)
    {
        while (_attempts.TryPeek(out (int Client, int Owner) attempt, out (MeshInstant At, long Order) due) && due.At < end)
        {
            _attempts.Dequeue();
            _partner[attempt.Client] = _partner[attempt.Owner] = Nobody;
            if (_near[attempt.Client].Contains(attempt.Owner) && !IsUnder(attempt.Owner, attempt.Client))
            {
                _owner[attempt.Client] = attempt.Owner;
                _since[attempt.Client] = due.At;
                _clients[attempt.Owner].Add(attempt.Client);
            }

            // Who found both of them busy or no owner looks again.
            foreach (int node in new[] { attempt.Client, attempt.Owner }.Concat(_near[attempt.Owner]).Concat(_near[attempt.Client]).ToArray())
            {
                Seek(node, due.At);
            }
        }
    }
}
