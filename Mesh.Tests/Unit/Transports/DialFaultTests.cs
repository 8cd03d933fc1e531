using System.Net;
using System.Net.Sockets;
using Mesh.Transports;
using Mesh.Transports.WebSockets;

namespace Mesh.Tests.Unit.Transports;

public sealed class DialFaultTests
{
    private static readonly LinkAddress Address = new(new IPEndPoint(IPAddress.Parse("169.254.1.2"), 6374), "wlan0");

    [Theory]
    [InlineData(SocketError.ConnectionRefused, false, LinkFailure.Refused)]
    [InlineData(SocketError.ConnectionReset, false, LinkFailure.Refused)]
    [InlineData(SocketError.TimedOut, false, LinkFailure.TimedOut)]
    [InlineData(SocketError.HostUnreachable, false, LinkFailure.Unreachable)]
    [InlineData(SocketError.HostUnreachable, true, LinkFailure.Forbidden)]
    [InlineData(SocketError.NetworkUnreachable, true, LinkFailure.Unreachable)]
    [InlineData(SocketError.AccessDenied, false, LinkFailure.Forbidden)]
    [InlineData(SocketError.AddressNotAvailable, false, LinkFailure.Unreachable)]
    public void Socket_error_becomes_a_reason_with_the_address_in_its_sentence(SocketError error, bool isMacOS, LinkFailure failure)
    {
        LinkException told = DialFault.OfConnect(Address, new SocketException((int)error), isMacOS);
        Assert.Equal(failure, told.Failure);
        Assert.Contains("169.254.1.2:6374 (wlan0)", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refusal_with_a_reason_is_a_rejection_and_without_one_it_is_no_mesh_node()
    {
        IOException fault = new("x");
        LinkException rejected = DialFault.OfUpgrade(Address, 403, "wrong\u001b[31m certificate", fault);
        Assert.Equal(LinkFailure.Rejected, rejected.Failure);
        Assert.EndsWith("refused the link: wrong[31m certificate.", rejected.Message, StringComparison.Ordinal);
        Assert.Equal(LinkFailure.NotMesh, DialFault.OfUpgrade(Address, 404, null, fault).Failure);
        Assert.Equal(LinkFailure.NotMesh, DialFault.OfUpgrade(Address, 0, null, fault).Failure);
    }

    [Fact]
    public void What_a_peer_said_outweighs_what_a_network_did()
    {
        LinkFailure[] failures = [LinkFailure.TimedOut, LinkFailure.Refused, LinkFailure.Rejected, LinkFailure.Unreachable, LinkFailure.WrongPeer];
        Assert.Equal(LinkFailure.Rejected, DialFailure.MostTelling(failures.Select(failure => new LinkException(failure, "x"))).Failure);
        Assert.All(Enum.GetValues<LinkFailure>(), failure => Assert.Equal(failure, DialFailure.MostTelling([new LinkException(failure, "x")]).Failure));
    }

    [Fact]
    public void Close_reason_is_cut_between_characters_and_loses_control_characters()
    {
        Assert.Equal(new string('x', 120), CloseReasonText.Cut(new string('x', 121)));
        Assert.Equal(new string('x', 119), CloseReasonText.Cut(new string('x', 119) + "ä"));
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 30)), CloseReasonText.Cut(string.Concat(Enumerable.Repeat("😀", 40))));
        Assert.Equal("ab", CloseReasonText.Clean("a\r\n\u0085b"));
        Assert.Equal("", CloseReasonText.Clean(null));
    }
}
