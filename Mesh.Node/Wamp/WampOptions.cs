using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Node.Wamp;

/// <summary>How a router is set up.</summary>
internal sealed record WampOptions
{
    /// <summary>Whether a ticket is the access token; null: there is none, so nobody can show one. Has to take the same time for every ticket.</summary>
    public Func<string, bool>? IsTicket { get; init; }

    /// <summary>Who may do what.</summary>
    public AccessRules Rules { get; init; } = new();

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where it is told what went wrong.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
