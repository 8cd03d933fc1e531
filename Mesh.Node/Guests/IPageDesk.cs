namespace Mesh.Node.Guests;

/// <summary>What the chat knows of the page: where it is, and how guests come in.</summary>
internal interface IPageDesk
{
    /// <summary>Where the person opens it on this machine; null when there is no page.</summary>
    string? Url { get; }

    /// <summary>Where other machines and phones reach it; null when it listens on this machine only.</summary>
    string? OutsideUrl { get; }

    /// <summary>Makes an invite for a guest.</summary>
    /// <param name="room">A joined room, which is all that the guest gets to see.</param>
    /// <exception cref="InvalidOperationException">No guest can be let in; one sentence with the mend.</exception>
    PageInvite Invite(string room);
}
