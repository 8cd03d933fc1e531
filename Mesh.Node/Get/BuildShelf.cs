using System.Security.Cryptography;

namespace Mesh.Node.Get;

/// <summary>
/// The builds that lie ready for visitors. Only names of <see cref="KnownSystem"/> are ever looked for, so there are few, and nothing else of a folder
/// can be asked for. Thread-safe.
/// </summary>
internal sealed class BuildShelf
{
    private readonly IReadOnlyList<string> _folders;
    private readonly (KnownSystem System, string Path)? _own;
    private readonly Lock _lock = new();

    // At most one for each system: a file that was replaced takes the place of its former self.
    private readonly Dictionary<KnownSystem, Hashed> _hashes = [];

    /// <param name="folders">Where to look, in this order.</param>
    /// <param name="own">The running program, which stands in for its system where no folder has a build.</param>
    public BuildShelf(IReadOnlyList<string> folders, (KnownSystem System, string Path)? own)
    {
        _folders = folders;
        _own = own;
    }

    /// <summary>The shelf of the running program.</summary>
    /// <param name="chosen">The folder that a person named, or null.</param>
    /// <param name="dataFolder">The data folder, or null.</param>
    public static BuildShelf Of(string? chosen, string? dataFolder)
    {
        const string Name = "get";
        string?[] folders = [chosen, dataFolder is null ? null : Path.Combine(dataFolder, Name), Path.Combine(AppContext.BaseDirectory, Name)];
        return new BuildShelf([.. folders.OfType<string>()], OwnBuild.Find());
    }

    /// <summary>What there is now, the usual systems first. Reads each file once, to know its hash.</summary>
    public async Task<IReadOnlyList<ProgramBuild>> ListAsync(CancellationToken cancellationToken)
    {
        List<ProgramBuild> builds = [];
        foreach (KnownSystem system in KnownSystem.All)
        {
            if (await FindAsync(system, cancellationToken) is { } build)
            {
                builds.Add(build);
            }
        }

        return builds;
    }

    /// <summary>The build of that file name; null when there is none.</summary>
    public async Task<ProgramBuild?> FindAsync(string fileName, CancellationToken cancellationToken) =>
        KnownSystem.All.FirstOrDefault(system => system.FileName == fileName) is { } system ? await FindAsync(system, cancellationToken) : null;

    private async Task<ProgramBuild?> FindAsync(KnownSystem system, CancellationToken cancellationToken)
    {
        foreach (string path in PathsOf(system))
        {
            FileInfo file = new(path);
            if (file is { Exists: true, Length: > 0 } && await HashAsync(system, file).WaitAsync(cancellationToken) is { } sha256)
            {
                return new ProgramBuild(system, path, file.Length, file.LastWriteTimeUtc, sha256);
            }
        }

        return null;
    }

    private IEnumerable<string> PathsOf(KnownSystem system)
    {
        IEnumerable<string> paths = _folders.Select(folder => Path.Combine(folder, system.FileName));
        return _own is { } own && own.System == system ? paths.Append(own.Path) : paths;
    }

    /// <summary>Everybody who asks at the same time waits for the same reading, which nobody's leaving ends.</summary>
    private Task<string?> HashAsync(KnownSystem system, FileInfo file)
    {
        lock (_lock)
        {
            if (_hashes.TryGetValue(system, out Hashed? known) && known.Path == file.FullName && known.Length == file.Length && known.WrittenAt == file.LastWriteTimeUtc)
            {
                return known.Sha256;
            }

            Task<string?> reading = Task.Run(() => ReadAsync(file.FullName));
            _hashes[system] = new Hashed(file.FullName, file.Length, file.LastWriteTimeUtc, reading);
            return reading;
        }
    }

    private static async Task<string?> ReadAsync(string path)
    {
        try
        {
            await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 17, useAsync: true);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // What cannot be read cannot be offered.
            return null;
        }
    }

    private sealed record Hashed(string Path, long Length, DateTime WrittenAt, Task<string?> Sha256);
}
