using System.Net;

namespace Mesh.Discovery.Mdns;

/// <summary>Whose multicast DNS one segment heard, whatever it was about. Bounded: who was heard longest ago makes room.</summary>
internal sealed class ResponderLog
{
    private readonly Dictionary<IPAddress, MeshInstant> _heard = [];

    /// <summary>Notes that a message came from an address.</summary>
    public void Note(IPAddress source, MeshInstant now)
    {
        if (_heard.Count >= MdnsLimits.RespondersMax && !_heard.ContainsKey(source))
        {
            _heard.Remove(_heard.MinBy(entry => entry.Value).Key);
        }

        _heard[source] = now;
    }

    /// <summary>Who was heard, the latest first.</summary>
    public IEnumerable<(IPAddress Address, MeshInstant At)> Latest => _heard.OrderByDescending(entry => entry.Value).Select(entry => (entry.Key, entry.Value));
}
