namespace Mesh.Node.Realm;

/// <summary>Topics and procedures that tell of the node itself. No other node is believed under them, and no client may take them.</summary>
internal static class NodeNames
{
    /// <summary>The first part of all of them.</summary>
    public const string First = "mesh";

    /// <summary>Whether a topic or procedure is one of them.</summary>
    public static bool Has(string name) => name.StartsWith(First, StringComparison.Ordinal) && (name.Length == First.Length || name[First.Length] == '.');
}
