using System.Net.Sockets;

namespace Mesh.Node.Control;

/// <summary>The listening socket and its file, both for their owner only; the file goes when this is disposed.</summary>
internal sealed class ControlSocketFile : IDisposable
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const int Backlog = 16;

    private readonly string _path;

    private ControlSocketFile(string path, Socket listener)
    {
        _path = path;
        Listener = listener;
    }

    public Socket Listener { get; }

    /// <summary>Makes the folder private and listens; a socket that nobody serves any more is replaced.</summary>
    /// <exception cref="IOException">The socket cannot be made, its folder is another user's, or another node serves it.</exception>
    public static ControlSocketFile Create(string path)
    {
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            RemoveStale(path);
            return Listen(path);
        }
        catch (Exception fault) when (fault is SocketException or UnauthorizedAccessException)
        {
            throw new IOException($"the control socket '{path}' cannot be made: {fault.Message}", fault);
        }
    }

    public void Dispose()
    {
        Listener.Dispose();
        try
        {
            File.Delete(_path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Whoever starts next finds a socket that nobody serves, and replaces it.
        }
    }

    /// <summary>Setting the mode succeeds for the owner only: so a folder that somebody else prepared in a shared place is refused.</summary>
    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerFolder);
        if (new DirectoryInfo(folder).LinkTarget is not null && folder.StartsWith("/tmp/", StringComparison.Ordinal))
        {
            throw new IOException($"the folder '{folder}' of the control socket is a link that somebody put there; remove it");
        }

        File.SetUnixFileMode(folder, OwnerFolder);
    }

    private static void RemoveStale(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists)
        {
            return;
        }

        if (file.Length > 0 || file.LinkTarget is not null)
        {
            throw new IOException($"'{path}' is in the way of the control socket and is none; move it away");
        }

        using Socket probe = NewSocket();
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException fault) when (fault.SocketErrorCode is SocketError.ConnectionRefused)
        {
            file.Delete();
            return;
        }

        throw new IOException($"another node serves the control socket '{path}'");
    }

    private static ControlSocketFile Listen(string path)
    {
        Socket listener = NewSocket();
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
            {
                // Nobody can connect before Listen, so the mode is never late.
                File.SetUnixFileMode(path, OwnerFile);
            }

            listener.Listen(Backlog);
            return new ControlSocketFile(path, listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private static Socket NewSocket() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
