using System.Globalization;

namespace Mesh.Hosting;

/// <summary>The node's data folder, locked while this lives. Holds the key, what is remembered of peers, and for others on this machine the node's identity.</summary>
internal sealed class NodeFolder : IDisposable
{
    private const string LockName = "mesh.lock";
    private const string ProcessName = "mesh.pid";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _folder;
    private readonly FileStream _lock;

    private NodeFolder(string folder, FileStream held)
    {
        _folder = folder;
        _lock = held;
    }

    /// <summary>Where the node's key is.</summary>
    public string KeyPath => Path.Combine(_folder, "node.key");

    /// <summary>Where peers' endpoints are remembered.</summary>
    public string PeersPath => Path.Combine(_folder, "peers.json");

    /// <summary>Creates the folder where it is missing (for its owner only) and locks it.</summary>
    /// <exception cref="MeshException">Another process uses it, or it cannot be created or written.</exception>
    public static NodeFolder Open(string path)
    {
        string folder = path;
        try
        {
            folder = Path.GetFullPath(path);
            Create(folder);
            FileStream held = Lock(folder);
            NodeFolder opened = new(folder, held);
            opened.Write(ProcessName, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return opened;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new MeshException(
                MeshFailure.DataFolderUnusable,
                $"The data folder '{folder}' cannot be used ({exception.Message.TrimEnd('.')}); check its owner, its permissions and the free space, or choose another.",
                exception);
        }
    }

    /// <summary>Writes the node's identity where programs on this machine find it.</summary>
    /// <exception cref="MeshException">The folder cannot be written.</exception>
    public void TellIdentity(PeerId peer)
    {
        try
        {
            Write("peer.id", peer.ToString());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new MeshException(
                MeshFailure.DataFolderUnusable,
                $"The data folder '{_folder}' cannot be written ({exception.Message.TrimEnd('.')}); check its permissions and the free space, or choose another.",
                exception);
        }
    }

    /// <summary>Unlocks the folder. The lock's file stays: removing it could unlock it under another process that has just opened it.</summary>
    public void Dispose() => _lock.Dispose();

    private static void Create(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, OwnerOnly);
        }
    }

    private static FileStream Lock(string folder)
    {
        string path = Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException) && IsHeld(exception))
        {
            throw new MeshException(
                MeshFailure.DataFolderLocked,
                $"The data folder '{folder}' is in use by {Holder(folder)}; stop that one, or choose another folder.",
                exception);
        }
    }

    // Windows: sharing or lock violation. Unix: EAGAIN (Linux 11, macOS 35), which flock answers.
    private static bool IsHeld(IOException exception) => OperatingSystem.IsWindows()
        ? (exception.HResult & 0xFFFF) is 32 or 33
        : exception.HResult is 11 or 35;

    private static string Holder(string folder)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(folder, ProcessName)).Trim();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int process)
                ? FormattableString.Invariant($"process {process}")
                : "another process";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "another process";
        }
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text + "\n");
}
