using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Mesh.Node.Web;

/// <summary>The page's own certificate: self-signed, P-256, kept in the data folder for its owner only. Browsers ask whether to trust it, once.</summary>
internal static class PageCertificate
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "page.pfx";

    /// <summary>Some browsers refuse what lives longer than 825 days.</summary>
    private const int LifeDays = 820;

    private const int RenewDays = 30;

    /// <summary>The certificate of a data folder; made when there is none, or it is damaged or soon over.</summary>
    /// <param name="folder">The folder; null for a certificate that nobody keeps.</param>
    /// <param name="addresses">Addresses that it names besides loopback.</param>
    /// <param name="names">Names that it names besides localhost.</param>
    /// <param name="now">The time of day.</param>
    public static X509Certificate2 Of(string? folder, IEnumerable<IPAddress> addresses, IEnumerable<string> names, DateTimeOffset now)
    {
        string? path = folder is null ? null : Path.Combine(folder, FileName);
        if (path is not null && Kept(path, now) is { } kept)
        {
            return kept;
        }

        byte[] made = Make(addresses, names, now);
        try
        {
            if (path is not null)
            {
                OwnFile.Write(path, made);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It serves this run; the next one makes another, and browsers ask again.
        }

        return Load(made);
    }

    private static X509Certificate2? Kept(string path, DateTimeOffset now)
    {
        try
        {
            X509Certificate2 kept = Load(File.ReadAllBytes(path));
            if (kept.NotAfter.ToUniversalTime() > now.UtcDateTime.AddDays(RenewDays) && kept.NotBefore.ToUniversalTime() <= now.UtcDateTime.AddDays(1))
            {
                return kept;
            }

            kept.Dispose();
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Make(IEnumerable<IPAddress> addresses, IEnumerable<string> names, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=mesh page", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder subjects = new();
        subjects.AddDnsName("localhost");
        foreach (string name in names)
        {
            subjects.AddDnsName(name);
        }

        foreach (IPAddress address in addresses.Append(IPAddress.Loopback).Append(IPAddress.IPv6Loopback).Distinct())
        {
            subjects.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(subjects.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));

        // A day before now: clocks without a network drift.
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(LifeDays));
        return certificate.Export(X509ContentType.Pfx);
    }

    private static X509Certificate2 Load(byte[] pfx) => X509CertificateLoader.LoadPkcs12(pfx, password: null, X509KeyStorageFlags.DefaultKeySet);
}
