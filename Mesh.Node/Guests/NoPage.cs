namespace Mesh.Node.Guests;

/// <summary>For a node without a page.</summary>
internal sealed class NoPage : IPageDesk
{
    /// <inheritdoc/>
    public string? Url => null;

    /// <inheritdoc/>
    public string? OutsideUrl => null;

    /// <inheritdoc/>
    public PageInvite Invite(string room) => throw new InvalidOperationException("This node has no page, so nobody can be let in by it; start mesh without --no-page.");
}
