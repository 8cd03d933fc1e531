using System.Text;

namespace Mesh.Chat;

/// <summary>What a room or a person may be called. Pure.</summary>
internal static class RoomNames
{
    /// <summary>Bytes of UTF-8 of a name.</summary>
    public const int NameBytesMax = 64;

    /// <exception cref="ArgumentException">The name is empty, over 64 bytes of UTF-8, has control characters, or white space at an end.</exception>
    public static void CheckRoom(string name, string parameter)
    {
        CheckText(name, "room name", parameter);
        if (char.IsWhiteSpace(name[0]) || char.IsWhiteSpace(name[^1]))
        {
            throw new ArgumentException($"The room name '{name}' begins or ends with white space; leave that out.", parameter);
        }
    }

    /// <exception cref="ArgumentException">The name is empty, over 64 bytes of UTF-8, or has control characters.</exception>
    public static void CheckPerson(string name, string parameter) => CheckText(name, "name", parameter);

    /// <summary>Whether a person may be called that.</summary>
    public static bool IsName(string name) =>
        !string.IsNullOrWhiteSpace(name) && Encoding.UTF8.GetByteCount(name) <= NameBytesMax && !name.Any(char.IsControl) && !HasLoneSurrogate(name);

    private static void CheckText(string name, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(name, parameter);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArgumentException($"The {what} is empty; give 1 to {NameBytesMax} bytes of text.", parameter);
        }

        int bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > NameBytesMax)
        {
            throw new ArgumentException($"The {what} has {bytes} bytes and may have {NameBytesMax}; choose a shorter one.", parameter);
        }

        if (name.Any(char.IsControl) || HasLoneSurrogate(name))
        {
            throw new ArgumentException($"The {what} has control characters or broken ones; choose one of plain text.", parameter);
        }
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                return true;
            }
        }

        return false;
    }
}
