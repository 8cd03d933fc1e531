using System.Net;
using Mesh.Node.Chat;

namespace Mesh.Node.Doctor;

/// <summary>Writes down what a node knows.</summary>
internal static class NodeLook
{
    /// <summary>The facts of a node now.</summary>
    /// <param name="node">The node.</param>
    /// <param name="isRunning">Whether it is the node of the person, not one that was started to look.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<NodeFacts> TakeAsync(IChatNode node, bool isRunning, CancellationToken cancellationToken)
    {
        MeshDiagnosis diagnosis = await node.DiagnoseAsync(cancellationToken);
        HashSet<string> own = [.. diagnosis.Interfaces.SelectMany(one => one.Addresses).Select(entry => Unscoped(entry.Address))];
        return new NodeFacts
        {
            IsRunning = isRunning,
            Name = node.Name,
            Network = diagnosis.Network,
            IsClosed = diagnosis.IsClosed,
            Mdns = diagnosis.IsMdnsOn,
            Seconds = Seconds(diagnosis.Running),
            Listen = node.EndPoints,
            AskedInterfaces = diagnosis.GivenInterfaces,
            GivenPeers = [.. diagnosis.GivenPeers.Select(given => new GivenFacts(given.Address, given.EndPoints, given.Fault))],
            DataFolder = diagnosis.DataFolder,
            Interfaces = [.. diagnosis.Interfaces.Select(one => Of(one, own))],
            Links = [.. node.Links.Select(link => new LinkFacts(link.Peer.ToString(), link.Name, link.Address, link.Interface, link.RoundTrip?.TotalMilliseconds))],
            Dials = [.. diagnosis.Dials.Select(Of)],
            Refusals = [.. diagnosis.Refusals.Select(refusal => new RefusalFacts(refusal.Peer.ToString(), refusal.Who, refusal.Interface, refusal.Code, refusal.Text))],
            Strangers = [.. diagnosis.Strangers.Select(stranger => new StrangerFacts(stranger.Peer?.ToString(), stranger.Who, stranger.Interface, stranger.IsOtherNetwork))],
            Clocks = [.. diagnosis.Clocks.Select(clock => new ClockFacts(clock.Peer.ToString(), clock.Name, Seconds(clock.Lead)))],
        };
    }

    private static InterfaceFacts Of(InterfaceDiagnosis one, HashSet<string> own) => new()
    {
        Name = one.Name,
        Index = one.Index,
        Loopback = one.IsLoopback,
        Up = one.IsUp,
        Used = one.IsUsed,
        Gateway = one.HasGateway,
        Addresses = [.. one.Addresses.Select(entry => $"{entry.Address}/{entry.PrefixLength}")],
        Fault = one.Fault,
        Families = [.. one.Families.Select(family => new FamilyFacts(
            family.IsIPv6,
            family.IsPortHeld,
            family.Fault,
            family.HasReturned,
            [.. family.Heard.Where(heard => heard.Peer is not null || !own.Contains(Unscoped(heard.Address))).Select(heard => new HeardFacts(heard.Address.ToString(), Seconds(heard.Age), heard.Name, heard.Peer?.ToString()))]))],
    };

    private static DialFacts Of(FailedDial dial) => new(
        dial.Peer?.ToString(),
        dial.Who,
        dial.Interface,
        dial.IsGiven,
        dial.Addresses,
        dial.Outcome switch
        {
            DialOutcome.Refused => DialWords.Refused,
            DialOutcome.TimedOut => DialWords.TimedOut,
            DialOutcome.Unreachable => DialWords.Unreachable,
            DialOutcome.Forbidden => DialWords.Forbidden,
            _ => DialWords.NoLink,
        },
        dial.Text);

    // A responder of this machine that is no node is nobody else.
    private static string Unscoped(IPAddress address) => new IPAddress(address.GetAddressBytes()).ToString();

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);
}
