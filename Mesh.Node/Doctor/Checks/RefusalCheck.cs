using Mesh.Node.Processes;

namespace Mesh.Node.Doctor.Checks;

/// <summary>Who was met and is none of ours: another passphrase, another network name, another revision. Of strangers it is told only while nobody of ours is here.</summary>
internal sealed class RefusalCheck : ICheck
{
    private const int NamedMax = 4;

    public IEnumerable<Finding> Look(Facts facts)
    {
        bool isAlone = facts.Node.Links.Count == 0;
        foreach (RefusalFacts refusal in facts.Node.Refusals.DistinctBy(refusal => (refusal.Peer, refusal.Code)).Take(NamedMax))
        {
            string code = refusal.Code switch
            {
                "passphrase-mismatch" => FindingCode.PassphraseMismatch,
                "network-mismatch" => FindingCode.OtherNetwork,
                "revision-mismatch" => FindingCode.OtherRevision,
                _ => FindingCode.LinkRefused,
            };
            if (code == FindingCode.LinkRefused && !isAlone)
            {
                continue;
            }

            yield return new Finding(code, isAlone ? FindingSeverity.Problem : FindingSeverity.Warning, refusal.Interface, Sentence(refusal, facts.Node), Command(code, facts.Node));
        }

        foreach (StrangerFacts stranger in isAlone ? facts.Node.Strangers.DistinctBy(stranger => stranger.Who).Take(NamedMax) : [])
        {
            string on = stranger.Interface is null ? string.Empty : $" on {stranger.Interface}";
            string code = stranger.OtherNetwork ? FindingCode.OtherNetwork : FindingCode.OtherRevision;
            string sentence = stranger.OtherNetwork
                ? $"{stranger.Who} is near{on}, but in another network than '{facts.Node.Network}'."
                : $"{stranger.Who} is near{on}, but speaks another protocol revision.";
            yield return Finding.Problem(code, stranger.Interface, sentence, Command(code, facts.Node));
        }
    }

    private static string Sentence(RefusalFacts refusal, NodeFacts node) => refusal.Code == "passphrase-mismatch"
        ? node.IsClosed ? $"{refusal.Who} has another passphrase, or none." : $"{refusal.Who} has a passphrase, and this node has none."
        : refusal.Text;

    private static string Command(string code, NodeFacts node) => code switch
    {
        FindingCode.PassphraseMismatch => $"mesh --network {ShellWord.Of(node.Network)} --passphrase",
        FindingCode.OtherNetwork => "mesh --network NAME",
        FindingCode.OtherRevision => "mesh --version",
        _ => "mesh doctor",
    };
}
