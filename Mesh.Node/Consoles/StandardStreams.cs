using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Mesh.Node.Consoles;

/// <summary>The process's standard streams, as the command wants them.</summary>
internal static class StandardStreams
{
    private const int OutputDescriptor = 1;

    /// <summary>
    /// Standard output in UTF-8 without a byte order mark. The runtime's own stream hides that the reader of a pipe is gone,
    /// so a pipe is written directly; a file is not, because its position is shared with standard error.
    /// </summary>
    public static TextWriter Output()
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return Writer(Console.OpenStandardOutput());
        }

        try
        {
            FileStream pipe = new(new SafeFileHandle(OutputDescriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
            return Writer(pipe.CanSeek ? Console.OpenStandardOutput() : pipe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Closed or of a kind that files do not cover, such as a character device.
            return Writer(Console.OpenStandardOutput());
        }
    }

    /// <summary>Standard error in UTF-8.</summary>
    public static TextWriter Error() => TextWriter.Synchronized(Writer(Console.OpenStandardError()));

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
