using Mesh.Protocol.Routing;
using Mesh.Wire;

namespace Mesh.Protocol.Calls;

/// <summary>A call of this node that is not answered yet.</summary>
internal sealed class OwnCall
{
    /// <summary>Makes a call that looks for its callee.</summary>
    public OwnCall(ulong number, CallCommand command, MeshInstant now)
    {
        Number = number;
        Command = command;
        SeekUntil = now + ProtocolLimits.OfferPatience;
        TimeoutAt = command.TimeoutMilliseconds > 0 ? now + TimeSpan.FromMilliseconds(command.TimeoutMilliseconds) : MeshInstant.Never;
    }

    /// <summary>Names it among the calls of this run.</summary>
    public ulong Number { get; }

    /// <summary>Names it towards the application.</summary>
    public required long Token { get; init; }

    /// <summary>What the application wants.</summary>
    public CallCommand Command { get; }

    /// <summary>Until when somebody who offers the procedure is waited for.</summary>
    public MeshInstant SeekUntil { get; }

    /// <summary>Until when every way to the present callee is tried while nothing is heard of it.</summary>
    public MeshInstant WayUntil { get; set; }

    /// <summary>When the application's patience ends.</summary>
    public MeshInstant TimeoutAt { get; }

    /// <summary>Who was called; null while nobody is.</summary>
    public PeerId? Callee { get; set; }

    /// <summary>The run of the callee that was called.</summary>
    public ulong Boot { get; set; }

    /// <summary>Whether executing it twice does no harm.</summary>
    public bool IsIdempotent { get; set; }

    /// <summary>What was signed, for further attempts; null until it is.</summary>
    public SignedBundle? Sent { get; set; }

    /// <summary>Attempts made with the present callee.</summary>
    public byte Attempt { get; set; }

    /// <summary>The way of the next attempt while nothing was heard of the callee.</summary>
    public RouteChoice NextChoice { get; set; }

    /// <summary>Attempts that left and of which nobody said that they got stuck: while there is one, the callee may have the call.</summary>
    public HashSet<byte> Afloat { get; } = [];

    /// <summary>Whether the callee has it.</summary>
    public bool IsAcknowledged { get; set; }

    /// <summary>Time between the last two questions to a callee that has it.</summary>
    public TimeSpan ProbeTime { get; set; }

    /// <summary>When something is to be done; an earlier timer is stale.</summary>
    public MeshInstant Due { get; set; } = MeshInstant.Never;

    /// <summary>Runs of callees that were tried in vain.</summary>
    public List<(PeerId Peer, ulong Boot)> Tried { get; } = [];
}
