namespace Mesh.Node.Doctor.Firewalls;

/// <summary>What a rule does with what it matches.</summary>
internal enum FilterAct
{
    /// <summary>Nothing that decides.</summary>
    None,
    Accept,
    Drop,

    /// <summary>Asks another chain.</summary>
    Jump,

    /// <summary>Back to the chain that asked.</summary>
    Return,

    /// <summary>Something that is not understood and may decide.</summary>
    Unknown,
}
