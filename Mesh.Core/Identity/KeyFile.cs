using System.Globalization;

namespace Mesh.Identity;

/// <summary>The file that keeps the node's key: written whole or not at all, and for its owner's eyes only.</summary>
internal static class KeyFile
{
    /// <summary>A P-256 key in PKCS#8 takes 138 bytes; anything far larger is another file.</summary>
    private const int FileBytesMax = 4096;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>The file's bytes, or null when there is none. A mode that lets others read it is narrowed.</summary>
    /// <exception cref="MeshException">The file cannot be read, or is far too large for a key.</exception>
    public static byte[]? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                return null;
            }

            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > FileBytesMax)
            {
                throw Damaged(path, stream.Length, null);
            }

            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
            {
                File.SetUnixFileMode(path, OwnerOnly);
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, "read", fault);
        }
    }

    /// <summary>
    /// Writes beside the file, flushes to the disk and renames, so that a crash leaves either no key or a whole one.
    /// </summary>
    /// <exception cref="MeshException">The folder is missing, full or not writable.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        string draft = path + ".new";
        try
        {
            File.Delete(draft);
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (FileStream stream = new(draft, options))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unusable(path, "written", fault);
        }
    }

    /// <summary>What a person is told about a key file that holds no usable key.</summary>
    public static MeshException Damaged(string path, long bytes, Exception? fault) => new(
        MeshFailure.KeyDamaged,
        string.Create(CultureInfo.InvariantCulture, $"The key file '{path}' ({bytes} bytes) holds no P-256 key; restore it from a backup, or move it away to start with a new identity."),
        fault);

    private static MeshException Unusable(string path, string verb, Exception fault) => new(
        MeshFailure.DataFolderUnusable,
        $"The key file '{path}' cannot be {verb} ({fault.Message.TrimEnd('.')}); check the folder's owner, its permissions and the free space.",
        fault);
}
