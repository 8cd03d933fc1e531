namespace Mesh.Node.Doctor.Firewalls;

/// <summary>The first packet of something that comes in or leaves.</summary>
/// <param name="Protocol">"udp" or "tcp".</param>
/// <param name="Port">The port that it goes to.</param>
/// <param name="Interface">By which interface.</param>
/// <param name="IPv6">Over which family.</param>
internal readonly record struct FilterPacket(string Protocol, int Port, string Interface, bool IPv6)
{
    /// <summary>Where it passes the rules.</summary>
    public FilterHook Hook { get; init; }
}
