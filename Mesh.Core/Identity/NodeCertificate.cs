using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mesh.Identity;

/// <summary>
/// The self-signed certificate that shows this node's key in TLS. It is made anew at each start and carries no identity but the key.
/// Its dates are never checked, because clocks are wrong where Mesh is used; they span all of time for tools that look (RFC 5280, section 4.1.2.5).
/// </summary>
internal sealed class NodeCertificate : IDisposable
{
    private const string Subject = "CN=mesh";

    private static readonly DateTimeOffset NotBefore = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);

    private NodeCertificate(X509Certificate2 certificate)
    {
        Certificate = certificate;
    }

    /// <summary>The certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Makes a certificate for <paramref name="key"/>, which may be disposed afterwards.</summary>
    public static NodeCertificate Create(NodeKey key)
    {
        using ECDsa signer = key.Duplicate();
        CertificateRequest request = new(Subject, signer, HashAlgorithmName.SHA256);
        X509Certificate2 certificate = request.CreateSelfSigned(NotBefore, NotAfter);
        if (!OperatingSystem.IsWindows())
        {
            return new NodeCertificate(certificate);
        }

        // Schannel refuses keys that live in memory only; a key that went through PFX is stored where Schannel finds it.
        using (certificate)
        {
            byte[] pfx = certificate.Export(X509ContentType.Pkcs12);
            return new NodeCertificate(X509CertificateLoader.LoadPkcs12(pfx, null));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();
}
