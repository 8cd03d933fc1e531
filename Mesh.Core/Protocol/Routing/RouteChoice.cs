namespace Mesh.Protocol.Routing;

/// <summary>Which way an author's attempt takes.</summary>
internal enum RouteChoice
{
    /// <summary>The link from which the destination was heard first.</summary>
    Best,

    /// <summary>Another link from which it was heard.</summary>
    Second,

    /// <summary>Every link, and on from there.</summary>
    Broadcast,
}
