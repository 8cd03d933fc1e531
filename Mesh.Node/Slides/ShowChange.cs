namespace Mesh.Node.Slides;

/// <summary>What a message changed about the slides of a room.</summary>
internal enum ShowChange
{
    /// <summary>Nothing: it is old, somebody else's, or about other slides.</summary>
    None,

    /// <summary>Slides are shown that were not.</summary>
    Begun,

    /// <summary>Another slide of the same is shown.</summary>
    Turned,

    /// <summary>The presenter ended it.</summary>
    Ended,

    /// <summary>Somebody sent slides that cannot be shown.</summary>
    Unreadable,
}
