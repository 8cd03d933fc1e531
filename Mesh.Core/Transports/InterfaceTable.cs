using System.Net;
using System.Net.Sockets;

namespace Mesh.Transports;

/// <summary>This machine's interfaces as last seen; tells through which of them a connection came. Thread-safe.</summary>
internal sealed class InterfaceTable
{
    private static readonly IPNetwork LinkLocal = new(new IPAddress([169, 254, 0, 0]), 16);

    private volatile IReadOnlyList<LinkInterface> _current;

    public InterfaceTable()
        : this(LinkInterface.ReadAll())
    {
    }

    public InterfaceTable(IReadOnlyList<LinkInterface> interfaces)
    {
        _current = interfaces;
    }

    /// <summary>The interfaces as last seen.</summary>
    public IReadOnlyList<LinkInterface> Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>
    /// Whether several interfaces may lead to the network of <paramref name="address"/>: IPv4 link-local (RFC 3927), and whatever two interfaces are in,
    /// as with two Wi-Fi Direct groups whose owners are Android phones, which all are 192.168.49.1/24.
    /// </summary>
    public bool IsAmbiguous(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetwork)
        {
            return false;
        }

        return LinkLocal.Contains(address) || _current.Count(candidate => candidate.Networks.Any(network => network.Contains(address))) > 1;
    }

    /// <summary>The interface that a connection uses, or null when it cannot be told.</summary>
    /// <param name="local">Our end.</param>
    public string? NameOf(IPAddress local)
    {
        bool scoped = local.AddressFamily == AddressFamily.InterNetworkV6 && local.ScopeId != 0;
        foreach (LinkInterface candidate in _current)
        {
            if (scoped ? candidate.Index == local.ScopeId : candidate.Addresses.Contains(local))
            {
                return candidate.Name;
            }
        }

        return null;
    }

    /// <summary>Whether <paramref name="address"/> is one of this machine's own.</summary>
    public bool IsOwn(IPAddress address) => _current.Any(candidate => candidate.Addresses.Contains(address));
}
