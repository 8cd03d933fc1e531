using System.Net;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>One network interface of a host and the switch port that it is plugged into.</summary>
/// <param name="Host">The host that has the interface.</param>
/// <param name="Name">Its name in the host: <c>wl0</c>, <c>wl1</c>, ...</param>
/// <param name="Port">Its port's name in the switch.</param>
/// <param name="IPv4">Its IPv4 link-local address; null where IPv4 is off.</param>
internal sealed record LabInterface(LabHost Host, string Name, string Port, IPAddress? IPv4)
{
    public override string ToString() => $"{Host}/{Name}";
}
