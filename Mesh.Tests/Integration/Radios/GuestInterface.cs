namespace Mesh.Tests.Integration.Radios;

/// <summary>One interface of a radio as the guest has it.</summary>
/// <param name="Address">Its hardware address.</param>
/// <param name="HasCarrier">Whether it is in a network now.</param>
internal readonly record struct GuestInterface(string Address, bool HasCarrier);
