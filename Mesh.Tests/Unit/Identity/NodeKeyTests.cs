using System.Security.Cryptography;
using Mesh.Identity;

namespace Mesh.Tests.Unit.Identity;

public sealed class NodeKeyTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh-key-").FullName;

    private string KeyPath => Path.Combine(_folder, "node.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Public_key_is_the_canonical_encoding_that_the_platform_exports()
    {
        using var key = NodeKey.Create();
        using ECDsa other = key.Duplicate();
        Assert.Equal(other.ExportSubjectPublicKeyInfo(), key.PublicKey.ToArray());
        Assert.Equal(P256Key.PointBytes, key.Point.Length);
        Assert.Equal(P256Key.PeerOf(key.Point.Span), key.Peer);
    }

    [Fact]
    public void Key_survives_a_restart()
    {
        using var first = NodeKey.LoadOrCreate(KeyPath);
        using var second = NodeKey.LoadOrCreate(KeyPath);
        Assert.Equal(first.Peer, second.Peer);
        Assert.Equal([KeyPath], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Key_file_is_for_its_owner_alone_even_when_it_was_not()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        NodeKey.LoadOrCreate(KeyPath).Dispose();
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(KeyPath));
        File.SetUnixFileMode(KeyPath, OwnerOnly | UnixFileMode.OtherRead);
        NodeKey.LoadOrCreate(KeyPath).Dispose();
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(KeyPath));
    }

    [Fact]
    public void Half_written_draft_of_a_crash_is_replaced()
    {
        File.WriteAllText(KeyPath + ".new", "half");
        NodeKey.LoadOrCreate(KeyPath).Dispose();
        Assert.Equal([KeyPath], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Damaged_foreign_and_oversized_files_are_named_with_the_mend()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var rsa = RSA.Create(2048);
        byte[] good = Good();
        byte[][] files = [[], [1, 2, 3], good[..^1], [.. good, 0], p384.ExportPkcs8PrivateKey(), rsa.ExportPkcs8PrivateKey(), new byte[100_000]];
        foreach (byte[] file in files)
        {
            File.WriteAllBytes(KeyPath, file);
            var fault = Assert.Throws<MeshException>(() => NodeKey.LoadOrCreate(KeyPath));
            Assert.Equal(MeshFailure.KeyDamaged, fault.Failure);
            Assert.Contains(KeyPath, fault.Message, StringComparison.Ordinal);
            Assert.Equal(file, File.ReadAllBytes(KeyPath));
        }
    }

    [Fact]
    public void Missing_folder_is_an_unusable_data_folder()
    {
        string path = Path.Combine(_folder, "none", "node.key");
        var fault = Assert.Throws<MeshException>(() => NodeKey.LoadOrCreate(path));
        Assert.Equal(MeshFailure.DataFolderUnusable, fault.Failure);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Signing_from_many_threads_gives_only_valid_low_s_signatures()
    {
        using var key = NodeKey.Create();
        using SignatureVerifier verifier = new();
        byte[] data = [1, 2, 3, 4];
        int valid = 0;
        Parallel.For(0, 200, _ =>
        {
            byte[] signature = new byte[LowS.SignatureBytes];
            key.Sign(data, signature);
            if (LowS.Holds(signature) && verifier.Verify(key.PublicKey.Span, data, signature))
            {
                Interlocked.Increment(ref valid);
            }
        });
        Assert.Equal(200, valid);
        Assert.Throws<ArgumentException>(() => key.Sign(data, new byte[63]));
    }

    private byte[] Good()
    {
        NodeKey.LoadOrCreate(KeyPath).Dispose();
        return File.ReadAllBytes(KeyPath);
    }
}
