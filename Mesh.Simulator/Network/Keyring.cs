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
    private readonly Dictionary<int, int> _losses = [];
    private readonly List<NodeKey> _lost = [];

    /// <summary>The key of a node; made when it is first asked for.</summary>
    public NodeKey Of(int node)
    {
        if (!_keys.TryGetValue(node, out NodeKey? key))
        {
            key = Make(node, _losses.GetValueOrDefault(node));
            _keys.Add(node, key);
            _bindings.Add(node, Digest.Of(key.PublicKey.Span));
            _numbers.Add(key.Peer, node);
        }

        return key;
    }

    /// <summary>A node lost its key with everything else that it stored: from now on it is somebody new. To be called while it is down.</summary>
    public void Lose(int node)
    {
        _losses[node] = _losses.GetValueOrDefault(node) + 1;
        if (_keys.Remove(node, out NodeKey? lost))
        {
            _bindings.Remove(node);
            _lost.Add(lost);
        }
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
        foreach (NodeKey key in _keys.Values.Concat(_lost))
        {
            key.Dispose();
        }
    }

    /// <summary>A key of its own for a node, which the caller disposes.</summary>
    /// <param name="node">The node.</param>
    /// <param name="losses">How often it has lost its key.</param>
    internal static NodeKey Make(int node, int losses = 0)
    {
        Span<byte> name = stackalloc byte[20];
        "mesh-sim-key"u8.CopyTo(name);
        BinaryPrimitives.WriteInt32BigEndian(name[12..], node);
        BinaryPrimitives.WriteInt32BigEndian(name[16..], losses);
        name = losses == 0 ? name[..16] : name;
        byte[] scalar = new byte[ScalarBytes];
        Digest.Of(name).ToArray().CopyTo(scalar, 0);

        // Below the group order for certain, and never zero.
        scalar[0] &= 0x7F;
        var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        return NodeKey.Of(key);
    }
}
