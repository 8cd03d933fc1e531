using System.Reflection;
using System.Runtime.Serialization;
using System.Text;

namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>Names as they stand in files: <c>LinksMax</c> is <c>links-max</c>.</summary>
internal static class KeyName
{
    /// <summary>A member's name in kebab-case; digits stay with the letters around them, so that <c>GaussMarkov3D</c> is <c>gauss-markov-3d</c>.</summary>
    public static string Of(string member)
    {
        StringBuilder name = new();
        for (int i = 0; i < member.Length; i++)
        {
            char c = member[i];
            bool begins = i > 0 && (char.IsUpper(c) || char.IsDigit(c)) && !char.IsDigit(member[i - 1]) && !(char.IsUpper(c) && char.IsUpper(member[i - 1]));
            name.Append(begins ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return name.ToString();
    }

    /// <summary>An enumeration's value in kebab-case, or as its <see cref="EnumMemberAttribute"/> says.</summary>
    public static string Of(Enum value) => value.GetType().GetField(value.ToString())?.GetCustomAttribute<EnumMemberAttribute>()?.Value ?? Of(value.ToString());

    /// <summary>All values of an enumeration in kebab-case, in their order.</summary>
    public static IReadOnlyList<string> All(Type enumeration) => [.. Enum.GetValues(enumeration).Cast<Enum>().Select(Of)];

    /// <summary>The known name that is nearest to a mistyped one, or null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        (string Name, int Distance) best = ("", int.MaxValue);
        string wanted = word.Length > 64 ? word[..64] : word;
        foreach (string name in known)
        {
            int distance = Distance(wanted.ToLowerInvariant(), name.ToLowerInvariant());
            best = distance < best.Distance ? (name, distance) : best;
        }

        return best.Distance <= Math.Max(1, Math.Max(wanted.Length, best.Name.Length) / 3) ? best.Name : null;
    }

    /// <summary>The words "did you mean 'x'? " or nothing.</summary>
    public static string Suggestion(string word, IEnumerable<string> known) => Nearest(word, known) is { } near ? $"did you mean '{near}'? " : "";

    /// <summary>Letters to put in, take out or change (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        int[] above = [.. Enumerable.Range(0, to.Length + 1)];
        for (int i = 1; i <= from.Length; i++)
        {
            int[] row = new int[to.Length + 1];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                row[j] = Math.Min(above[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1), Math.Min(above[j], row[j - 1]) + 1);
            }

            above = row;
        }

        return above[^1];
    }
}
