namespace Mesh.Node.Wamp;

/// <summary>As what a client comes to the router.</summary>
internal enum WampRole
{
    /// <summary>Unknown: has to show a ticket.</summary>
    Nobody,

    /// <summary>Somebody who was lent a seat in one room.</summary>
    Guest,

    /// <summary>The node's own person, or whoever has the access token.</summary>
    Owner,
}
