namespace Mesh.Tests.Integration.Radios;

/// <summary>One socket of the guest that the host uses through a <see cref="GuestPort"/>.</summary>
/// <param name="Number">Its number on that port.</param>
/// <param name="Came">Is handed what comes out of the socket; a whole datagram where it is one of datagrams.</param>
/// <param name="Closed">Is told that the socket is closed, and why.</param>
internal sealed record GuestChannel(uint Number, Action<byte[]> Came, Action<string> Closed);
