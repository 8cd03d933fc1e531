namespace Mesh;

/// <summary>How links are accepted and dialled.</summary>
public sealed record LinkOptions
{
    /// <summary>The port that nodes prefer.</summary>
    public const int PreferredPort = 6374;

    /// <summary>The port to accept links on, 1 to 65535; taken means failure. Null: <see cref="PreferredPort"/>, or any free one when that is taken. Default null.</summary>
    public int? Port { get; init; }

    /// <summary>Most links at a time, 1 to 64. Default 12 (docs/protocol.md, "Neighbours and liveness"): fewer risks partitions, more costs announcements.</summary>
    public int LinksMax { get; init; } = 12;

    /// <summary>
    /// Whether the node is here for a moment only, such as one that was started to look around: it accepts links, and its neighbours do not keep its address
    /// for later runs or hand it on (it tells them port 0 in HELLO; docs/protocol.md). Default false.
    /// </summary>
    public bool IsPassing { get; init; }

    internal void Validate(List<string> faults)
    {
        if (Port is < 1 or > 65535)
        {
            faults.Add(FormattableString.Invariant($"Port {Port} is no port; use 1 to 65535, or none to let the node choose."));
        }

        if (LinksMax is < 1 or > 64)
        {
            faults.Add(FormattableString.Invariant($"LinksMax {LinksMax} is out of range; use 1 to 64."));
        }
    }
}
