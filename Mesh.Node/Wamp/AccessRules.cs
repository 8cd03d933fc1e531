namespace Mesh.Node.Wamp;

/// <summary>Who may do what on which URIs. Immutable.</summary>
internal sealed record AccessRules
{
    /// <summary>What the owner may do: everything.</summary>
    public RoleRules Owner { get; init; } = RoleRules.All;

    /// <summary>What a guest may do: nothing, so that a guest is not let in.</summary>
    public RoleRules Guest { get; init; } = RoleRules.None;

    /// <summary>The rules of a role.</summary>
    public RoleRules Of(WampRole role) => role switch
    {
        WampRole.Owner => Owner,
        WampRole.Guest => Guest,
        _ => RoleRules.None,
    };
}
