using System.Security.Cryptography;
using System.Text;

namespace Mesh.Identity;

/// <summary>What tells one network from another: its name and, in a closed one, a key made from its passphrase (docs/protocol.md, "Handshake"). Immutable.</summary>
internal sealed class NetworkIdentity
{
    /// <summary>Rounds of PBKDF2: about 0.4 s on a laptop for whoever joins, and for each guess of whoever does not know the passphrase.</summary>
    public const int PassphraseRounds = 1_000_000;

    /// <summary>How many bytes the proof key takes.</summary>
    public const int ProofKeyBytes = 32;

    private const string NetworkPrefix = "mesh/network/1";
    private const string PassphrasePrefix = "mesh/passphrase/1";

    private NetworkIdentity(string name, Digest open, byte[]? proofKey, Digest hash)
    {
        Name = name;
        Id = open.Prefix;
        ProofKey = proofKey;
        Hash = hash;
    }

    /// <summary>What people call the network.</summary>
    public string Name { get; }

    /// <summary>The first 16 bytes of SHA-256 over "mesh/network/1" and the name's UTF-8 bytes. The same for an open and a closed network of one name, so that a wrong passphrase can be told from another network.</summary>
    public Id128 Id { get; }

    /// <summary>The first 8 bytes of <see cref="Id"/> as 16 lower-case hexadecimal digits: what announcements carry.</summary>
    public string Tag => FormattableString.Invariant($"{Id.High:x16}");

    /// <summary>Whether a passphrase guards the network.</summary>
    public bool IsClosed => ProofKey is not null;

    /// <summary>PBKDF2 of the passphrase (32 bytes) in a closed network, null in an open one.</summary>
    public byte[]? ProofKey { get; }

    /// <summary>What signatures cover, so that nothing signed in one network is valid in another: in a closed network nobody outside can compute it.</summary>
    public Digest Hash { get; }

    /// <summary>
    /// Derives the identity. With a passphrase this computes for about 0.4 s; call it on a worker.
    /// </summary>
    /// <param name="name">The name, taken byte for byte as UTF-8.</param>
    /// <param name="passphrase">The passphrase, taken byte for byte as UTF-8; null or empty for an open network.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static NetworkIdentity Create(string name, string? passphrase)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        byte[] named = Encoding.UTF8.GetBytes(NetworkPrefix + name);
        var open = Digest.Of(named);
        if (string.IsNullOrEmpty(passphrase))
        {
            return new NetworkIdentity(name, open, null, open);
        }

        byte[] proofKey = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(passphrase),
            Encoding.UTF8.GetBytes(PassphrasePrefix + name),
            PassphraseRounds,
            HashAlgorithmName.SHA256,
            ProofKeyBytes);
        return new NetworkIdentity(name, open, proofKey, Digest.Read(HMACSHA256.HashData(proofKey, named)));
    }
}
