using System.Text;

namespace Mesh.Simulator.Commands;

/// <summary>A file that an option names, or the standard output for <c>-</c>.</summary>
internal static class OutputFile
{
    /// <summary>The name of the standard output.</summary>
    public const string Standard = "-";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Makes sure before a long run that a file can be written after it.</summary>
    /// <exception cref="CommandFault">It cannot.</exception>
    public static void Prepare(string option, string? path)
    {
        if (path is null or Standard)
        {
            return;
        }

        Guarded(option, path, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using FileStream stream = new(path, FileMode.OpenOrCreate, FileAccess.Write);
        });
    }

    /// <summary>Writes a text.</summary>
    public static void Write(string option, string path, string text, TextWriter output)
    {
        if (path == Standard)
        {
            output.Write(text);
            return;
        }

        Guarded(option, path, () => File.WriteAllText(path, text, Encoding));
    }

    /// <summary>Does something with a file and says in one line what is in the way.</summary>
    public static void Guarded(string option, string path, Action act)
    {
        try
        {
            act();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandFault($"{option} {path}: the file cannot be written: {fault.Message}");
        }
    }
}
