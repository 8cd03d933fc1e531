using Mesh.Identity;

namespace Mesh.Tests.Unit.Identity;

public sealed class NodeCertificateTests
{
    [Fact]
    public void Certificate_carries_the_nodes_key_outlives_it_and_is_valid_at_any_time()
    {
        var key = NodeKey.Create();
        using var certificate = NodeCertificate.Create(key);
        key.Dispose();
        Assert.Equal(key.PublicKey.ToArray(), certificate.Certificate.PublicKey.ExportSubjectPublicKeyInfo());
        Assert.True(certificate.Certificate.HasPrivateKey);
        Assert.True(certificate.Certificate.NotBefore.Year < 2001 && certificate.Certificate.NotAfter.Year > 9000);
    }

    [Fact]
    public void Two_certificates_of_one_key_differ()
    {
        using var key = NodeKey.Create();
        using var first = NodeCertificate.Create(key);
        using var second = NodeCertificate.Create(key);
        Assert.NotEqual(first.Certificate.RawData, second.Certificate.RawData);
    }
}
