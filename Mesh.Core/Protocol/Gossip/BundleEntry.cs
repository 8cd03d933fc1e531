using Mesh.Protocol.Probes;
using Mesh.Wire;

namespace Mesh.Protocol.Gossip;

/// <summary>A verified bundle that this node holds.</summary>
internal sealed class BundleEntry
{
    private readonly MeshInstant _takenAt;
    private readonly uint _ageSeconds;

    /// <summary>Makes an entry of a bundle that was just taken in.</summary>
    public BundleEntry(SignedBundle bundle, BundleCore core, int hops, uint ageSeconds, long tag, MeshInstant now)
    {
        Bundle = bundle;
        Core = core;
        Hops = hops;
        Tag = tag;
        _ageSeconds = ageSeconds;
        _takenAt = now;
        Stream = new StreamId(bundle.Origin, bundle.Incarnation, core.Room);
    }

    /// <summary>The signed bytes.</summary>
    public SignedBundle Bundle { get; }

    /// <summary>What they say.</summary>
    public BundleCore Core { get; }

    /// <summary>The stream.</summary>
    public StreamId Stream { get; }

    /// <summary>The short id.</summary>
    public ulong Short => Bundle.Id.Short;

    /// <summary>Links it crossed to here; 0 for an own one.</summary>
    public int Hops { get; }

    /// <summary>Tag of an own bundle, else 0.</summary>
    public long Tag { get; }

    /// <summary>How it came here and where it went; null for what has no history.</summary>
    public MessageWay? Way { get; init; }

    /// <summary>Store: whether it is counted there.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Bytes it is counted with: encoded, and what the objects around it take (an estimate).</summary>
    public int Cost => Bundle.EncodedBytes + 256 + (96 * Core.Messages.Length);

    /// <summary>Its record for the next hop.</summary>
    public BundleRecord ToRecord(BundleFlags flags, MeshInstant now)
    {
        ulong age = _ageSeconds + (ulong)((now.Microseconds - _takenAt.Microseconds) / 1_000_000);
        return new BundleRecord(0, (byte)Math.Min(Hops, ProtocolLimits.HopsMax), flags, (uint)Math.Min(age, uint.MaxValue), Bundle);
    }
}
