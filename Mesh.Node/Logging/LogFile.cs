using System.Text;

namespace Mesh.Node.Logging;

/// <summary>A log file that never grows past a limit: when it is full it becomes "NAME.1", replacing the former one, and a new one begins.</summary>
internal sealed class LogFile : IDisposable
{
    /// <summary>Bytes of one file: with the old one, 10 MB at most, several days of a quiet node.</summary>
    public const long FileBytesMax = 5_000_000;

    private readonly string _path;
    private readonly long _fileBytesMax;
    private FileStream _stream;

    public LogFile(string path, long fileBytesMax = FileBytesMax)
    {
        _path = path;
        _fileBytesMax = fileBytesMax;
        _stream = Open(path);
    }

    /// <summary>Appends one line and hands it to the system.</summary>
    /// <exception cref="IOException">The disk is full or gone.</exception>
    public void Append(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line + "\n");
        if (_stream.Length > 0 && _stream.Length + bytes.Length > _fileBytesMax)
        {
            _stream.Dispose();
            File.Move(_path, _path + ".1", overwrite: true);
            _stream = Open(_path);
        }

        _stream.Write(bytes);
        _stream.Flush();
    }

    public void Dispose() => _stream.Dispose();

    private static FileStream Open(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
