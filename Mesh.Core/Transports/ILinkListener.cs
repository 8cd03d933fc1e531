using System.Net;

namespace Mesh.Transports;

/// <summary>Accepts links. Disposing it stops accepting; links already accepted live on.</summary>
public interface ILinkListener : IAsyncDisposable
{
    /// <summary>Where the listener listens; more than one where IPv4 and IPv6 need a socket each.</summary>
    IReadOnlyList<IPEndPoint> EndPoints { get; }

    /// <summary>
    /// The next accepted link. What goes wrong with a single caller (no certificate, malformed upgrade, slow headers)
    /// never surfaces here; it is counted and logged.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; the listener goes on.</exception>
    /// <exception cref="ObjectDisposedException">The listener was disposed.</exception>
    ValueTask<ILink> AcceptAsync(CancellationToken cancellationToken);
}
