namespace Mesh.Node.Web;

/// <summary>What somebody who talks to the page may do.</summary>
internal enum VisitorRole
{
    /// <summary>Nobody known: no token, and not alone on this machine.</summary>
    Nobody,

    /// <summary>A guest of this node, with a nickname in one room.</summary>
    Guest,

    /// <summary>The person whose node it is: everything.</summary>
    Owner,
}
