using System.Globalization;
using System.Text;
using Mesh.Node.Configuration;

namespace Mesh.Node.Slides;

/// <summary>Slides in a file, as a person names it in the chat.</summary>
internal static class DeckFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <inheritdoc cref="ReadAsync(string, string?, CancellationToken)"/>
    public static Task<Deck> ReadAsync(string name, CancellationToken cancellationToken)
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return ReadAsync(name, home.Length == 0 ? null : home, cancellationToken);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="name">Its path, against the working folder; may stand in quotes and begin with "~/".</param>
    /// <param name="home">The person's home folder; null when there is none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">There is no such file, or it holds no slides; one sentence with the mend.</exception>
    public static async Task<Deck> ReadAsync(string name, string? home, CancellationToken cancellationToken)
    {
        string path = PathOf(name, home);
        string shown = SettingValue.Shown(path);
        string text;
        try
        {
            text = Strict.GetString(await BytesAsync(path, shown, cancellationToken));
        }
        catch (DecoderFallbackException)
        {
            throw new ArgumentException($"'{shown}' is no text in UTF-8; save it as UTF-8.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArgumentException($"'{shown}' cannot be read ({fault.Message.TrimEnd('.')}); give the path of a Markdown file.");
        }

        return Deck.Parse(text.TrimStart('\uFEFF'), out string complaint) ?? throw new ArgumentException($"'{shown}': {complaint}");
    }

    private static string PathOf(string name, string? home)
    {
        string path = name.Length > 1 && name[0] is '"' or '\'' && name[^1] == name[0] ? name[1..^1] : name;
        return home is not null && path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(home, path[2..]) : path;
    }

    private static async Task<byte[]> BytesAsync(string path, string shown, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new ArgumentException($"'{shown}' is a folder; give the path of a Markdown file.");
        }

        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw new ArgumentException($"There is no file '{shown}'; give its path from the folder where mesh was started, or the whole path.");
        }

        // Pipes and devices have no length either, and would be waited for.
        if (file.Length == 0)
        {
            throw new ArgumentException($"'{shown}' is empty; write Markdown, with a line of --- between two slides.");
        }

        if (file.Length > MeshRoom.TextBytesMax)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"'{shown}' has {file.Length:N0} bytes; at most {MeshRoom.TextBytesMax:N0} fit into a message, so cut it or show it in parts."));
        }

        return await File.ReadAllBytesAsync(path, cancellationToken);
    }
}
