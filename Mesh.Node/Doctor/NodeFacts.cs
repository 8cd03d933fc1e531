using System.Text.Json.Serialization;

namespace Mesh.Node.Doctor;

/// <summary>What the node knows of its surroundings, as it goes into a report.</summary>
internal sealed record NodeFacts
{
    /// <summary>Whether it is the node of the person; false for one that was started for the examination alone.</summary>
    [JsonPropertyName("running")]
    public bool IsRunning { get; init; }

    public string Name { get; init; } = string.Empty;

    public string Network { get; init; } = string.Empty;

    /// <summary>Whether the network has a passphrase.</summary>
    [JsonPropertyName("closed")]
    public bool IsClosed { get; init; }

    /// <summary>Whether it uses multicast DNS.</summary>
    public bool Mdns { get; init; }

    /// <summary>How long it runs.</summary>
    public double Seconds { get; init; }

    /// <summary>Where it accepts links.</summary>
    public IReadOnlyList<string> Listen { get; init; } = [];

    /// <summary>The only interfaces that it was told to use; empty for all.</summary>
    public IReadOnlyList<string> AskedInterfaces { get; init; } = [];

    /// <summary>Where it keeps things, or null.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The peers whose addresses were given.</summary>
    public IReadOnlyList<GivenFacts> GivenPeers { get; init; } = [];

    public IReadOnlyList<InterfaceFacts> Interfaces { get; init; } = [];

    public IReadOnlyList<LinkFacts> Links { get; init; } = [];

    public IReadOnlyList<DialFacts> Dials { get; init; } = [];

    public IReadOnlyList<RefusalFacts> Refusals { get; init; } = [];

    public IReadOnlyList<StrangerFacts> Strangers { get; init; } = [];

    public IReadOnlyList<ClockFacts> Clocks { get; init; } = [];

    /// <summary>The port that it accepts links on, or null when it accepts none.</summary>
    public int? Port => Listen.Count > 0 && int.TryParse(Listen[0].AsSpan(Listen[0].LastIndexOf(':') + 1), out int port) ? port : null;

    /// <summary>The interfaces in use that lead to other machines.</summary>
    public IEnumerable<InterfaceFacts> Outward => Interfaces.Where(one => one.Used && !one.Loopback);
}

/// <summary>A link that is up.</summary>
internal sealed record LinkFacts(string Peer, string Name, string Address, string? Interface, double? RoundTripMs);

/// <summary>A dial that led to no link.</summary>
internal sealed record DialFacts(string? Peer, string Who, string? Interface, bool Given, IReadOnlyList<string> Addresses, string Outcome, string Text);

/// <summary>A peer whose address was given.</summary>
/// <param name="Address">The address as given, with its port.</param>
/// <param name="EndPoints">Where it leads; empty while that is looked up, and when it leads nowhere.</param>
/// <param name="Fault">Why it leads nowhere, or null.</param>
internal sealed record GivenFacts(string Address, IReadOnlyList<string> EndPoints, string? Fault);

/// <summary>A link that was refused.</summary>
internal sealed record RefusalFacts(string Peer, string Who, string? Interface, string Code, string Text);

/// <summary>A node that is none of ours.</summary>
internal sealed record StrangerFacts(string? Peer, string Who, string? Interface, bool OtherNetwork);

/// <summary>A neighbour's clock against ours.</summary>
internal sealed record ClockFacts(string Peer, string Name, double LeadSeconds);
