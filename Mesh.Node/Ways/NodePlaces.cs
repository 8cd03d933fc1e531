namespace Mesh.Node.Ways;

/// <summary>Where the parts of a running node are; null for those it does not have, or that who asks is not told.</summary>
/// <param name="Page">The page's address.</param>
/// <param name="Data">The data folder.</param>
/// <param name="Control">The control socket.</param>
internal sealed record NodePlaces(string? Page, string? Data = null, string? Control = null);
