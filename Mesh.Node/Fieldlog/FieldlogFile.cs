using System.Text;
using Mesh.Node.Configuration;

namespace Mesh.Node.Fieldlog;

/// <summary>
/// The file of a field log, made for its owner only. What was recorded before stays in front; a line that a crash tore is ended, and readers pass over it.
/// A full file becomes "NAME.1", replacing a former field log there, and a new one begins. Nothing else is ever written to, changed or replaced. Not
/// thread-safe.
/// </summary>
internal sealed class FieldlogFile : IDisposable
{
    /// <summary>Bytes of one file: half a million messages.</summary>
    public const long FileBytesMax = 100_000_000;

    private const int BufferBytes = 64 << 10;

    private readonly string _path;
    private readonly long _fileBytesMax;
    private FileStream _stream;

    private FieldlogFile(string path, long fileBytesMax, FileStream stream)
    {
        _path = path;
        _fileBytesMax = fileBytesMax;
        _stream = stream;
    }

    /// <summary>Where it is.</summary>
    public string Path => _path;

    /// <summary>Whether <see cref="BeginNext"/> is due.</summary>
    public bool IsFull => _stream.Length >= _fileBytesMax;

    /// <summary>Opens it for appending.</summary>
    /// <param name="path">The file; made where there is none.</param>
    /// <param name="fileBytesMax">When it is full.</param>
    /// <exception cref="ComplaintException">It cannot be written, or is something else than a field log.</exception>
    public static FieldlogFile Open(string path, long fileBytesMax = FileBytesMax)
    {
        try
        {
            string whole = System.IO.Path.GetFullPath(path);
            return new FieldlogFile(whole, fileBytesMax, OpenStream(whole));
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            throw new ComplaintException($"The file '{SettingValue.Shown(path)}' of --record cannot be written ({SettingValue.Shown(fault.Message).TrimEnd('.')}); name another.", fault);
        }
    }

    /// <summary>Whether a fault is the disk's, and so ends the recording but not the node.</summary>
    public static bool IsOfDisk(Exception fault) => fault is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    /// <summary>Appends one line; it may stay in memory until <see cref="Flush"/>.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Append(string line) => _stream.Write(Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>Hands everything to the system, and to the disk when asked to.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Flush(bool toDisk) => _stream.Flush(toDisk);

    /// <summary>Puts the full file aside and begins an empty one.</summary>
    /// <exception cref="IOException">The disk is full or gone, or something else than a field log stands where the full file would go.</exception>
    public void BeginNext()
    {
        _stream.Flush(flushToDisk: true);
        string aside = _path + ".1";
        if (!IsFree(aside))
        {
            throw new IOException($"it is full, and '{SettingValue.Shown(aside)}', where it would go, is something else than a field log; move that away and start again");
        }

        _stream.Dispose();
        File.Move(_path, aside, overwrite: true);
        _stream = OpenStream(_path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _stream.Dispose();
        }
        catch (IOException)
        {
            // A full disk was told when it was met; what was in memory is lost.
        }
    }

    private static FileStream OpenStream(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.Read | FileShare.Delete, BufferSize = BufferBytes };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        FileStream stream = new(path, options);
        try
        {
            GoToEnd(stream, path);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether nothing is there, or a field log. Opened for writing too, because a pipe would be waited for otherwise.</summary>
    private static bool IsFree(string path)
    {
        if (new FileInfo(path) is { Exists: false, LinkTarget: null } && !Directory.Exists(path))
        {
            return true;
        }

        using FileStream stream = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        return IsRegular(stream) && Begins(stream);
    }

    /// <summary>Whether it is a file of a disk. Devices have no length, and the system refuses to set it.</summary>
    private static bool IsRegular(FileStream stream)
    {
        try
        {
            if (stream.CanSeek && stream.Length == 0)
            {
                stream.SetLength(0);
            }

            return stream.CanSeek;
        }
        catch (Exception fault) when (IsOfDisk(fault))
        {
            return false;
        }
    }

    private static bool Begins(FileStream stream)
    {
        byte[] start = new byte[FieldlogLines.Beginning.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && Encoding.UTF8.GetString(start) == FieldlogLines.Beginning;
    }

    private static void GoToEnd(FileStream stream, string path)
    {
        if (!IsRegular(stream))
        {
            throw new ComplaintException($"'{SettingValue.Shown(path)}' of --record is a device or a pipe; name a file.");
        }

        if (stream.Length == 0)
        {
            return;
        }

        if (!Begins(stream))
        {
            throw new ComplaintException($"The file '{SettingValue.Shown(path)}' of --record holds something else than a field log; name another, or a new one.");
        }

        stream.Seek(-1, SeekOrigin.End);
        bool isTorn = stream.ReadByte() != '\n';
        if (isTorn)
        {
            stream.WriteByte((byte)'\n');
        }
    }
}
