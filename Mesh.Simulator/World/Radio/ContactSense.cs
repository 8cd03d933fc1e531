namespace Mesh.Simulator.World.Radio;

/// <summary>Without places a sender is sensed by those alone who are in contact with it at that time.</summary>
internal sealed class ContactSense : ISenseRange
{
    private readonly ContactPlan _contacts;
    private readonly List<int>[] _neighbours;
    private readonly PriorityQueue<int, (MeshInstant Down, int Contact)> _downs = new();
    private int _next;

    /// <summary>Follows a plan.</summary>
    public ContactSense(ContactPlan contacts)
    {
        _contacts = contacts;
        _neighbours = [.. Enumerable.Range(0, contacts.Nodes).Select(_ => new List<int>())];
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> Around(int sender, MeshInstant now)
    {
        for (; _next < _contacts.Contacts.Count && _contacts.Contacts[_next].Up <= now; _next++)
        {
            Contact contact = _contacts.Contacts[_next];
            _neighbours[contact.A].Add(contact.B);
            _neighbours[contact.B].Add(contact.A);
            _downs.Enqueue(_next, (contact.Down, _next));
        }

        while (_downs.TryPeek(out int ended, out (MeshInstant Down, int Contact) due) && due.Down <= now)
        {
            _downs.Dequeue();
            Contact contact = _contacts.Contacts[ended];
            _neighbours[contact.A].Remove(contact.B);
            _neighbours[contact.B].Remove(contact.A);
        }

        return _neighbours[sender];
    }
}
