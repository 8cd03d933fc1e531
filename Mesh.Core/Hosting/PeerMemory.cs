using Mesh.Diagnostics;
using Mesh.Transports;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>
/// Remembers from run to run where peers accepted links, for each network; without a file for this run only. Bounded: the endpoint unused for longest is forgotten.
/// Thread-safe. A file that cannot be read or written is logged and costs nothing else.
/// </summary>
internal sealed class PeerMemory
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _saving = new(1);
    private readonly string? _path;
    private readonly string _network;
    private readonly ILogger _logger;
    private readonly Dictionary<string, List<RememberedEndPoint>> _networks;
    private bool _isDirty;

    /// <param name="path">The file, or null to keep nothing.</param>
    /// <param name="network">The network's tag.</param>
    /// <param name="logger">The node's log.</param>
    public PeerMemory(string? path, string network, ILogger logger)
    {
        _path = path;
        _network = network;
        _logger = logger;
        _networks = path is null ? [] : Load(path);
    }

    public bool IsDirty
    {
        get
        {
            lock (_lock)
            {
                return _isDirty && _path is not null;
            }
        }
    }

    /// <summary>The endpoints of this network, the one used last first.</summary>
    public IReadOnlyList<RememberedEndPoint> Peers
    {
        get
        {
            lock (_lock)
            {
                return _networks.TryGetValue(_network, out List<RememberedEndPoint>? peers) ? [.. peers] : [];
            }
        }
    }

    /// <summary>A link to <paramref name="peer"/> at <paramref name="address"/> serves.</summary>
    public void Note(PeerId peer, LinkAddress address, DateTimeOffset at)
    {
        if (RememberedEndPoint.Of(peer, address, at) is not RememberedEndPoint noted)
        {
            return;
        }

        lock (_lock)
        {
            if (!_networks.TryGetValue(_network, out List<RememberedEndPoint>? peers))
            {
                peers = [];
                _networks.Add(_network, peers);
            }

            peers.RemoveAll(known => known with { SeenSeconds = noted.SeenSeconds } == noted);
            peers.Insert(0, noted);
            if (peers.Count > NodeLimits.RememberedEndPointsMax)
            {
                peers.RemoveAt(peers.Count - 1);
            }

            _isDirty = true;
        }
    }

    /// <summary>Somebody else answers there: <paramref name="peer"/> is not tried at these addresses in later runs.</summary>
    public void Forget(PeerId peer, IReadOnlyList<LinkAddress> addresses)
    {
        lock (_lock)
        {
            RememberedEndPoint[] wrong = [.. addresses.Select(address => RememberedEndPoint.Of(peer, address, DateTimeOffset.UnixEpoch)).OfType<RememberedEndPoint>()];
            if (_networks.TryGetValue(_network, out List<RememberedEndPoint>? peers))
            {
                _isDirty |= peers.RemoveAll(known => wrong.Any(one => one.Peer == known.Peer && one.Address == known.Address && one.Port == known.Port)) > 0;
            }
        }
    }

    /// <summary>Writes the file if something changed since.</summary>
    public async Task SaveAsync()
    {
        await _saving.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            if (TakeChanges() is byte[] bytes)
            {
                await WriteAsync(_path!, bytes).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            NodeLog.MemoryUnwritable(_logger, _path!, exception.Message);
        }
        finally
        {
            _saving.Release();
        }
    }

    private static async Task WriteAsync(string path, byte[] bytes)
    {
        // Beside it first and then in one step, so that a crash leaves the old file or the new one.
        string draft = path + ".new";
        await File.WriteAllBytesAsync(draft, bytes, CancellationToken.None).ConfigureAwait(false);
        File.Move(draft, path, overwrite: true);
    }

    private byte[]? TakeChanges()
    {
        lock (_lock)
        {
            if (!_isDirty || _path is null)
            {
                return null;
            }

            _isDirty = false;
            return PeerMemoryFile.Write(_networks, _network);
        }
    }

    private Dictionary<string, List<RememberedEndPoint>> Load(string path)
    {
        try
        {
            return File.Exists(path) ? PeerMemoryFile.Read(File.ReadAllBytes(path)) : [];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            NodeLog.MemoryUnreadable(_logger, path, exception.Message);
            return [];
        }
    }
}
