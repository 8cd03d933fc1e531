namespace Mesh.Node.Doctor.Firewalls;

/// <summary>The first packet of something that comes in.</summary>
/// <param name="Protocol">"udp" or "tcp".</param>
/// <param name="Port">The port here.</param>
/// <param name="Interface">By which interface.</param>
/// <param name="IPv6">Over which family.</param>
internal readonly record struct FilterPacket(string Protocol, int Port, string Interface, bool IPv6);
