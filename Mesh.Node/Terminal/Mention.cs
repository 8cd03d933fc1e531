namespace Mesh.Node.Terminal;

/// <summary>Whether a text names somebody.</summary>
internal static class Mention
{
    /// <summary>True when the name stands in the text as a word of its own, in whatever case.</summary>
    public static bool Names(string text, string name)
    {
        int at = name.Length == 0 ? -1 : text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        while (at >= 0)
        {
            int end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }

            at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase);
        }

        return false;
    }
}
