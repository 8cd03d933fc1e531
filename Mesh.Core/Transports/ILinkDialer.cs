namespace Mesh.Transports;

/// <summary>Opens links. Thread-safe: several dials may run at once.</summary>
public interface ILinkDialer
{
    /// <summary>
    /// Dials all addresses of one peer, in the given order with a 250 ms stagger (RFC 8305), and returns the first link that stands;
    /// the other attempts are dropped. An address that fails at once never delays the next.
    /// </summary>
    /// <param name="addresses">At least one address, best first.</param>
    /// <param name="expected">Whom we expect there, or null for whoever answers.</param>
    /// <param name="cancellationToken">Cancels every attempt.</param>
    /// <exception cref="LinkException">No address led to a link; the reason is that of the most telling attempt.</exception>
    Task<ILink> DialAsync(IReadOnlyList<LinkAddress> addresses, PeerId? expected, CancellationToken cancellationToken);
}
