using System.Net;
using Mesh.Transports;

namespace Mesh.Simulator.Embedding;

/// <summary>A node's place in the ether.</summary>
/// <param name="number">Its number, from 0.</param>
/// <param name="key">The key and the binding that it shows.</param>
/// <param name="endPoint">Its address.</param>
internal sealed class Station(int number, LinkKey key, IPEndPoint endPoint)
{
    /// <summary>Its number, from 0.</summary>
    public int Number { get; } = number;

    /// <summary>The key and the binding that it shows.</summary>
    public LinkKey Key { get; } = key;

    /// <summary>Its address.</summary>
    public IPEndPoint EndPoint { get; } = endPoint;

    /// <summary>Who accepts links here, or null.</summary>
    public WireListener? Listener { get; set; }

    /// <summary>Who announces itself and listens here, or null.</summary>
    public EtherDiscovery? Discovery { get; set; }

    /// <summary>Whether it is off, so that nothing leaves or reaches it.</summary>
    public bool IsDark { get; set; }
}
