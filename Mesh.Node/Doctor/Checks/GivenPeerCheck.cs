using System.Net;
using Mesh.Node.Processes;

namespace Mesh.Node.Doctor.Checks;

/// <summary>Whether each given peer's address leads anywhere: a name may not resolve, an interface may not be there.</summary>
internal sealed class GivenPeerCheck : ICheck
{
    private const int NamedMax = 4;

    public IEnumerable<Finding> Look(Facts facts) => facts.Node.GivenPeers
        .Where(given => given.EndPoints.Count == 0)
        .Take(NamedMax)
        .Select(given => Finding.Problem(
            FindingCode.PeerUnresolved,
            given.Address,
            $"The given peer {given.Address} leads to no address: {given.Fault ?? "its name is still being looked up"}.",
            Command(given.Address, facts.Machine.System)));

    private static string Command(string address, string system)
    {
        bool isNumeric = IPEndPoint.TryParse(address, out _) || address.StartsWith('[');
        string host = ShellWord.Of(address[..address.LastIndexOf(':')]);
        return (isNumeric, system) switch
        {
            (true, "linux") => "ip -br addr",
            (true, "windows") => "ipconfig",
            (true, _) => "ifconfig",
            (_, "linux") => $"getent hosts {host}",
            (_, "macos") => $"dscacheutil -q host -a name {host}",
            _ => $"nslookup {host}",
        };
    }
}
