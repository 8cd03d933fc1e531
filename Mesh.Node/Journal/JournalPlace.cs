using System.Globalization;

namespace Mesh.Node.Journal;

/// <summary>A place between events: behind that number in that run of a node. Written RUN-NUMBER, as in "n" of every event.</summary>
/// <param name="Run">Eight letters or digits drawn when the node started.</param>
/// <param name="Number">The last event's number; 0 before the first.</param>
internal readonly record struct JournalPlace(string Run, long Number)
{
    private const int RunLettersMax = 16;

    public static bool TryParse(string text, out JournalPlace place)
    {
        int hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (hyphen is > 0 and <= RunLettersMax
            && text.AsSpan(0, hyphen).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz234567") < 0
            && long.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            place = new JournalPlace(text[..hyphen], number);
            return true;
        }

        place = default;
        return false;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Run}-{Number}");
}
