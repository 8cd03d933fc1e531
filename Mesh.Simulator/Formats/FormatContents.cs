namespace Mesh.Simulator.Formats;

/// <summary>What a format holds first of all.</summary>
internal enum FormatContents
{
    /// <summary>Who can reach whom, and when.</summary>
    Contacts,

    /// <summary>How nodes move.</summary>
    Movement,

    /// <summary>Links without time.</summary>
    Graph,
}
