using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace Mesh.Transports.WebSockets;

/// <summary>Opens WebSocket links. Thread-safe.</summary>
internal sealed class WebSocketDialer : ILinkDialer
{
    /// <summary>Further addresses of one peer are left out: a peer that claims hundreds must not keep a dial busy for minutes.</summary>
    private const int AddressesMax = 16;

    private readonly DialAttempt _attempt;
    private readonly StaggeredDial _dial;

    /// <summary>Creates the dialler.</summary>
    /// <param name="certificate">What those dialled are shown; outlives the dialler.</param>
    /// <param name="options">The limits.</param>
    /// <param name="logger">Where failures are told.</param>
    public WebSocketDialer(X509Certificate2 certificate, WebSocketOptions options, ILogger logger)
    {
        _attempt = new DialAttempt(certificate, options, logger);
        _dial = new StaggeredDial(options.DialStagger, options.TimeProvider);
    }

    /// <inheritdoc/>
    public Task<ILink> DialAsync(IReadOnlyList<LinkAddress> addresses, PeerId? expected, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(addresses.Count);
        return _dial.FirstAsync([.. addresses.Take(AddressesMax).Select(Attempt)], cancellationToken);

        Func<CancellationToken, Task<ILink>> Attempt(LinkAddress address) => token => _attempt.RunAsync(address, expected, token);
    }
}
