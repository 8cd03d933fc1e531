using Mesh.Protocol;

namespace Mesh.Hosting;

/// <summary>What people are told when a link is refused. Pure.</summary>
internal static class RefusalTexts
{
    /// <summary>A stable code and one sentence.</summary>
    public static (string Code, string Text) Of(ObservedRefusal refusal) => refusal.Code switch
    {
        RefusalCode.Passphrase => ("passphrase-mismatch", $"{refusal.Who} has another passphrase, or only one of us has one; start both nodes with the same."),
        RefusalCode.Network => ("network-mismatch", $"{refusal.Who} is in another network; start both nodes with the same network name."),
        RefusalCode.Revision => ("revision-mismatch", $"{refusal.Who} speaks another protocol revision; bring both nodes to the same version."),
        _ => ("link-refused", Other(refusal)),
    };

    private static string Other(ObservedRefusal refusal)
    {
        string end = refusal.Text.Length > 0 ? $": {refusal.Text.TrimEnd('.')}." : $" ({refusal.Code}).";
        return refusal.ByPeer ? $"{refusal.Who} refused the link{end}" : $"The link with {refusal.Who} was refused{end}";
    }
}
