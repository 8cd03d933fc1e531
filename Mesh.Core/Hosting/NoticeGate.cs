namespace Mesh.Hosting;

/// <summary>Keeps the same notice about the same subject from being told more than once in <see cref="NodeLimits.NoticeInterval"/>. Bounded: the oldest is forgotten first. Not thread-safe.</summary>
internal sealed class NoticeGate
{
    private readonly Dictionary<(string Code, PeerId Peer), MeshInstant> _told = [];
    private readonly Queue<(string Code, PeerId Peer)> _order = new();

    /// <returns>Whether the notice should be told now; if so it counts as told.</returns>
    public bool Opens(string code, PeerId peer, MeshInstant now)
    {
        (string Code, PeerId Peer) key = (code, peer);
        if (_told.TryGetValue(key, out MeshInstant told))
        {
            if (now - told < NodeLimits.NoticeInterval)
            {
                return false;
            }
        }
        else
        {
            if (_order.Count >= NodeLimits.NoticesRememberedMax)
            {
                _told.Remove(_order.Dequeue());
            }

            _order.Enqueue(key);
        }

        _told[key] = now;
        return true;
    }
}
