namespace Mesh.Node.Web;

/// <summary>Writes a file that only its owner can read.</summary>
internal static class OwnFile
{
    /// <summary>Writes or replaces the file as a whole: nobody sees half of it, and at no moment can others read it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string fresh = path + ".new";
        File.Delete(fresh);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (FileStream file = new(fresh, options))
        {
            file.Write(content);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
