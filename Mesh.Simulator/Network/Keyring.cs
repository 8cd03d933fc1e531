using System.Buffers.Binary;
using System.Security.Cryptography;
using Mesh.Identity;

namespace Mesh.Simulator.Network;

/// <summary>
/// The keys of virtual nodes, made from their numbers: genuine P-256 keys that anybody could compute, the same in every run, so that identities do not
/// depend on whether signatures are real.
/// </summary>
internal sealed class Keyring : IDisposable
{
    private const int ScalarBytes = 32;

    private readonly Dictionary<int, NodeKey> _keys = [];
    private readonly Dictionary<int, Digest> _bindings = [];
    private readonly Dictionary<PeerId, int> _numbers = [];

    /// <summary>The key of a node; made when it is first asked for.</summary>
    public NodeKey Of(int node)
    {
        if (!_keys.TryGetValue(node, out NodeKey? key))
        {
            key = Make(node);
            _keys.Add(node, key);
            _bindings.Add(node, Digest.Of(key.PublicKey.Span));
            _numbers.Add(key.Peer, node);
        }

        return key;
    }

    /// <summary>What stands for the hash of a node's certificate.</summary>
    public Digest BindingOf(int node)
    {
        Of(node);
        return _bindings[node];
    }

    /// <summary>The number of a node whose key was made, or -1.</summary>
    public int NumberOf(PeerId peer) => _numbers.GetValueOrDefault(peer, -1);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NodeKey key in _keys.Values)
        {
            key.Dispose();
        }
    }

    /// <summary>A key of its own for a node, which the caller disposes.</summary>
    internal static NodeKey Make(int node)
    {
        Span<byte> name = stackalloc byte[16];
        "mesh-sim-key"u8.CopyTo(name);
        BinaryPrimitives.WriteInt32BigEndian(name[12..], node);
        byte[] scalar = new byte[ScalarBytes];
        Digest.Of(name).ToArray().CopyTo(scalar, 0);

        // Below the group order for certain, and never zero.
        scalar[0] &= 0x7F;
        var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        return NodeKey.Of(key);
    }
}
