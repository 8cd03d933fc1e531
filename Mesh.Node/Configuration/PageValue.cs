namespace Mesh.Node.Configuration;

/// <summary>Reads the values of settings of the page that are given as text.</summary>
internal static class PageValue
{
    private const int HostLettersMax = 253;

    /// <summary>A web origin: scheme, host and port as browsers write it, or "null" for pages without one.</summary>
    /// <exception cref="ComplaintException">It is none.</exception>
    public static string Origin(string source, string text)
    {
        if (text == "null")
        {
            return text;
        }

        bool ok = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "http" or "https"
            && uri.PathAndQuery == "/"
            && uri.Fragment.Length == 0
            && uri.UserInfo.Length == 0
            && uri.Host.Length > 0;
        return ok ? uri!.GetLeftPart(UriPartial.Authority) : throw new ComplaintException($"{source} '{SettingValue.Shown(text)}' is no web origin; write scheme, host and port only, such as https://example.org or http://localhost:8000.");
    }

    /// <summary>A folder that is there.</summary>
    /// <exception cref="ComplaintException">It is not.</exception>
    public static string Folder(string source, string text) => Directory.Exists(text)
        ? Path.GetFullPath(text)
        : throw new ComplaintException($"{source} '{SettingValue.Shown(text)}' is no folder; name one that exists, such as artifacts/get.");

    /// <summary>A host's name without a port.</summary>
    /// <exception cref="ComplaintException">It is none.</exception>
    public static string Host(string source, string text)
    {
        string name = text.TrimEnd('.');
        bool ok = name.Length is > 0 and <= HostLettersMax && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_');
        return ok ? name.ToLowerInvariant() : throw new ComplaintException($"{source} '{SettingValue.Shown(text)}' is no host name; write the name alone, such as mesh.example.org, without scheme and port.");
    }
}
