namespace Mesh.Node.Guests;

/// <summary>An invite for a guest. Its link is a secret.</summary>
/// <param name="Url">The link to open.</param>
/// <param name="Until">When it ends.</param>
internal sealed record PageInvite(string Url, DateTimeOffset Until)
{
    public override string ToString() => FormattableString.Invariant($"invite until {Until:O}");
}
