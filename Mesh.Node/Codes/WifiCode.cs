using System.Text;

namespace Mesh.Node.Codes;

/// <summary>
/// The text of a QR code that lets a phone join a Wi-Fi network, as Android and iOS read it. There is no standard; the form is that of ZXing's wiki,
/// "Barcode Contents". Pure.
/// </summary>
internal static class WifiCode
{
    /// <summary>The text for a network.</summary>
    /// <param name="ssid">The network's name, exactly.</param>
    /// <param name="password">Its password; null for an open network.</param>
    /// <param name="isHidden">Whether the network does not tell its name.</param>
    public static string Of(string ssid, string? password, bool isHidden = false)
    {
        StringBuilder text = new("WIFI:T:");
        text.Append(password is null ? "nopass" : "WPA").Append(";S:");
        AppendEscaped(text, ssid);
        if (password is not null)
        {
            text.Append(";P:");
            AppendEscaped(text, password);
        }

        return text.Append(isHidden ? ";H:true;;" : ";;").ToString();
    }

    private static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (char c in value)
        {
            text.Append(c is '\\' or ';' or ',' or '"' or ':' ? "\\" : string.Empty).Append(c);
        }
    }
}
