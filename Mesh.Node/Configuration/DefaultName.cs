using System.Text;
using Mesh.Node.Chat;

namespace Mesh.Node.Configuration;

/// <summary>What a node calls itself when nobody gave it a name: user@host, printable and short enough.</summary>
internal static class DefaultName
{
    private const string Nobody = "somebody";

    public static string Of(string user, string host)
    {
        string left = Printable.Line(user).Trim();
        string right = Printable.Line(host).Trim();
        int dot = right.IndexOf('.', StringComparison.Ordinal);
        right = dot > 0 ? right[..dot] : right;
        string name = Cut((left.Length, right.Length) switch
        {
            (0, 0) => Nobody,
            (0, _) => right,
            (_, 0) => left,
            _ => $"{left}@{right}",
        });
        return name.Length == 0 ? Nobody : name;
    }

    private static string Cut(string name)
    {
        StringBuilder cut = new();
        int byteCount = 0;
        foreach (Rune rune in name.EnumerateRunes())
        {
            byteCount += rune.Utf8SequenceLength;
            if (byteCount > SettingValue.NameBytesMax)
            {
                break;
            }

            cut.Append(rune);
        }

        return cut.ToString().Trim();
    }
}
