using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Journal;

namespace Mesh.Node.Web;

/// <summary>The owner's token: 160 random bits, kept in the data folder for its owner only, or for one run where there is no folder.</summary>
internal sealed class PageToken
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "page.token";

    private const int Bytes = 20;
    private const int Letters = 32;

    private readonly byte[] _hash;

    private PageToken(string text)
    {
        Text = text;
        _hash = Hash(text);
    }

    /// <summary>The token itself.</summary>
    public string Text { get; }

    /// <summary>The token of a data folder; made when there is none or it is damaged.</summary>
    /// <param name="folder">The folder; null for a token that nobody keeps.</param>
    public static PageToken Of(string? folder)
    {
        if (folder is null)
        {
            return New();
        }

        string path = Path.Combine(folder, FileName);
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length < 1_024 && File.ReadAllText(path).Trim() is { Length: Letters } kept && kept.All(char.IsAsciiLetterOrDigit))
            {
                return new PageToken(kept);
            }

            PageToken token = New();
            OwnFile.Write(path, Encoding.ASCII.GetBytes(token.Text + "\n"));
            return token;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Links that were given out end with this run; nothing else is lost.
            return New();
        }
    }

    /// <summary>Whether somebody knows it. Takes the same time whatever they give.</summary>
    public bool Is(string given) => CryptographicOperations.FixedTimeEquals(Hash(given), _hash);

    private static PageToken New() => new(LetterCode.Of(RandomNumberGenerator.GetBytes(Bytes)));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
