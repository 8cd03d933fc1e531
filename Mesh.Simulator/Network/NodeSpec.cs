using Mesh.Simulator.Baselines;
using Mesh.Simulator.Scenarios;

namespace Mesh.Simulator.Network;

/// <summary>How the nodes of a scenario are set up.</summary>
internal sealed record NodeSpec
{
    /// <summary>Whether signatures are real.</summary>
    [Field("Signatures: 'real' ECDSA, or 'fast', a keyed stand-in of the same length that gives the same trace.")]
    public CryptoKind Crypto { get; init; } = CryptoKind.Fast;

    /// <summary>Whether nodes announce their presence.</summary>
    [Field("Whether nodes announce their presence.")]
    public bool Presence { get; init; } = true;

    /// <summary>Whether neighbours tell each other whom else they know.</summary>
    [Field("Whether neighbours tell each other the addresses of those they know.")]
    public bool PeerExchange { get; init; } = true;

    /// <summary>Whether nodes ping their links.</summary>
    [Field("Whether nodes ping their links; off, a link ends with its contact, so that figures without keep-alive can be had.")]
    public bool KeepAlive { get; init; } = true;

    /// <summary>Most links of a node.</summary>
    [Field("Most links of a node.", Min = 1, Max = 1000)]
    public int LinksMax { get; init; } = 12;

    /// <summary>How long discovery takes to hear of somebody who came into reach, seconds.</summary>
    [Field("How long discovery takes to hear of somebody who came into reach.", Unit = Unit.Seconds, Min = 0, Max = 600, Example = "50ms..250ms")]
    public Bounds Discovery { get; init; } = new(0.05, 0.25);

    /// <summary>Computing time of a signature, seconds.</summary>
    [Field("Computing time of one signature.", Unit = Unit.Seconds, Min = 0, Max = 10)]
    public double SignTime { get; init; } = 0.0001;

    /// <summary>Computing time of a verification, seconds.</summary>
    [Field("Computing time of one verification.", Unit = Unit.Seconds, Min = 0, Max = 10)]
    public double VerifyTime { get; init; } = 0.0001;

    /// <summary>Storing, carrying and forwarding.</summary>
    [Field("How messages are stored and carried by the protocols that do: epidemic, spray-and-wait.")]
    public StoreSpec Store { get; init; } = new();

    /// <summary>The parameters of gossipsub.</summary>
    [Field("The parameters of the protocol gossipsub.")]
    public GossipsubSpec Gossipsub { get; init; } = new();
}
