using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mesh.Transports;

/// <summary>What counts in a certificate that a side of a link shows: its key. Names, dates, issuer and signature are ignored; TLS has proven that the peer holds the key.</summary>
/// <param name="Peer">The identity that belongs to the key.</param>
/// <param name="PublicKey">Canonical SubjectPublicKeyInfo, 91 bytes.</param>
/// <param name="Binding">SHA-256 over the certificate's DER encoding.</param>
internal sealed record LinkKey(PeerId Peer, ReadOnlyMemory<byte> PublicKey, Digest Binding)
{
    /// <summary>The key in this node's own certificate.</summary>
    /// <exception cref="ArgumentException">It has no acceptable key, or lacks the private one.</exception>
    public static LinkKey Own(X509Certificate2 certificate)
    {
        if (!TryRead(certificate, out LinkKey? key, out string? fault))
        {
            throw new ArgumentException($"This certificate cannot carry links: {fault}.", nameof(certificate));
        }

        return certificate.HasPrivateKey ? key : throw new ArgumentException("This certificate cannot carry links: its private key is missing.", nameof(certificate));
    }

    /// <summary>Takes the key out of a peer's certificate.</summary>
    /// <param name="certificate">What the peer showed, or null when it showed none.</param>
    /// <param name="key">The key, if it is an acceptable one.</param>
    /// <param name="fault">One sentence for the peer's side, if not.</param>
    /// <returns>False without certificate, and for every key but an uncompressed P-256 point on the curve in its one canonical encoding.</returns>
    public static bool TryRead(X509Certificate? certificate, [NotNullWhen(true)] out LinkKey? key, [NotNullWhen(false)] out string? fault)
    {
        key = null;
        if (certificate is null)
        {
            fault = "no client certificate was shown; links need a self-signed certificate with a P-256 key";
            return false;
        }

        try
        {
            byte[] raw = certificate.GetRawCertData();
            using X509Certificate2 parsed = X509CertificateLoader.LoadCertificate(raw);
            byte[] encoded = parsed.PublicKey.ExportSubjectPublicKeyInfo();
            if (!P256Key.TryPoint(encoded, out _))
            {
                fault = "the certificate's key is not a P-256 key as uncompressed point on a named curve";
                return false;
            }

            using var check = ECDsa.Create();
            check.ImportSubjectPublicKeyInfo(encoded, out _);
            key = new LinkKey(PeerId.OfKey(encoded), encoded, Digest.Of(raw));
            fault = null;
            return true;
        }
        catch (CryptographicException)
        {
            fault = "the certificate or its key cannot be read";
            return false;
        }
    }
}
