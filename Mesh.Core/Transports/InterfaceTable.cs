using System.Net;
using System.Net.Sockets;

namespace Mesh.Transports;

/// <summary>This machine's interfaces as last seen; tells through which of them a connection came. Thread-safe.</summary>
internal sealed class InterfaceTable
{
    private volatile IReadOnlyList<LinkInterface> _current = LinkInterface.ReadAll();

    /// <summary>The interfaces as last seen.</summary>
    public IReadOnlyList<LinkInterface> Current
    {
        get => _current;
        set => _current = value;
    }

    /// <summary>Whether <paramref name="address"/> is IPv4 link-local (RFC 3927), where several interfaces may lead to the same network number.</summary>
    public static bool IsAmbiguous(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[4];
        return address.AddressFamily == AddressFamily.InterNetwork && address.TryWriteBytes(bytes, out _) && bytes[0] == 169 && bytes[1] == 254;
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
