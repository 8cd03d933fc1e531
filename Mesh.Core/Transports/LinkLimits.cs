namespace Mesh.Transports;

/// <summary>What every link keeps to, whatever carries it.</summary>
internal static class LinkLimits
{
    /// <summary>Most bytes of one message: a bundle holds up to 64 KiB of bodies, and all pending records of a link leave together (docs/protocol.md, "Frames").</summary>
    public const int MessageBytesMax = 131_072;

    /// <summary>Most bytes of a reason given when a link closes: RFC 6455 (section 5.5) leaves 123 in a control frame after the status.</summary>
    public const int CloseReasonBytesMax = 120;

    /// <summary>How long saying goodbye may take.</summary>
    public static readonly TimeSpan CloseTimeMax = TimeSpan.FromSeconds(1);
}
