using System.Text;

namespace Mesh.Node.Consoles;

/// <summary>Asks for a secret on the terminal without showing it.</summary>
internal static class SecretPrompt
{
    private const int SecretCharactersMax = 1_024;

    /// <returns>The secret, or null when the person gave up with Escape.</returns>
    public static async Task<string?> AskAsync(string question, CancellationToken cancellationToken)
    {
        await Console.Error.WriteAsync(question.AsMemory(), cancellationToken);
        try
        {
            // Waiting for a key cannot be cancelled, only left alone.
            return await Task.Run(Read, cancellationToken).WaitAsync(cancellationToken);
        }
        finally
        {
            await Console.Error.WriteLineAsync();
        }
    }

    private static string? Read()
    {
        StringBuilder secret = new();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return secret.ToString();
                case ConsoleKey.Escape:
                    return null;
                case ConsoleKey.Backspace when secret.Length > 0:
                    secret.Length -= secret.Length > 1 && char.IsLowSurrogate(secret[^1]) ? 2 : 1;
                    break;
                default:
                    if (!char.IsControl(key.KeyChar) && secret.Length < SecretCharactersMax)
                    {
                        secret.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
