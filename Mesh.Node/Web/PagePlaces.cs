namespace Mesh.Node.Web;

/// <summary>Where the page is found.</summary>
/// <param name="Local">For a browser on this machine, with the token where that is needed.</param>
/// <param name="ForOthers">Where others find it, without a token; empty when it is offered to nobody else.</param>
/// <param name="Token">The owner's token.</param>
/// <param name="NeedsToken">Whether the token is needed on this machine, too.</param>
internal sealed record PagePlaces(string Local, IReadOnlyList<string> ForOthers, PageToken Token, bool NeedsToken)
{
    /// <summary>The address that an invitation names: one that others reach, where there is one.</summary>
    public string ForGuests => ForOthers.Count > 0 ? ForOthers[0] : Local;
}
