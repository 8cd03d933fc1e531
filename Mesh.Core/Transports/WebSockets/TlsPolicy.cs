using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Mesh.Transports.WebSockets;

/// <summary>
/// How links use TLS (docs/protocol.md, "Links"): 1.3 preferred, 1.2 with ECDHE-ECDSA and AES-GCM accepted, both sides show a self-signed certificate,
/// nothing is fetched or checked for it but its key. A missing or foreign certificate completes the handshake, so that the refusal can be told in words.
/// </summary>
internal static class TlsPolicy
{
    /// <summary>What dialled nodes are called in TLS; nobody checks it.</summary>
    public const string TargetHost = "mesh";

    private static readonly TlsCipherSuite[] Suites =
    [
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    ];

    /// <summary>The options of the side that accepts.</summary>
    public static SslServerAuthenticationOptions ForListener(X509Certificate2 certificate, SslProtocols protocols) => new()
    {
        ServerCertificateContext = Context(certificate),
        ClientCertificateRequired = true,
        RemoteCertificateValidationCallback = AcceptAny,
        EnabledSslProtocols = protocols,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = FetchNothing(),
        CipherSuitesPolicy = OfferedSuites(),
        AllowRenegotiation = false,
        AllowTlsResume = false,
        EncryptionPolicy = EncryptionPolicy.RequireEncryption,
    };

    /// <summary>The options of the side that dials.</summary>
    public static SslClientAuthenticationOptions ForDialer(X509Certificate2 certificate, SslProtocols protocols) => new()
    {
        TargetHost = TargetHost,
        ClientCertificateContext = Context(certificate),
        RemoteCertificateValidationCallback = AcceptAny,
        EnabledSslProtocols = protocols,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = FetchNothing(),
        CipherSuitesPolicy = OfferedSuites(),
        AllowRenegotiation = false,
        AllowTlsResume = false,
        EncryptionPolicy = EncryptionPolicy.RequireEncryption,
    };

    /// <summary>Whether what was negotiated is allowed. Windows lets nobody choose the suites beforehand, so they are judged afterwards everywhere.</summary>
    public static bool Allows(SslStream stream) => Suites.Contains(stream.NegotiatedCipherSuite);

    private static SslStreamCertificateContext Context(X509Certificate2 certificate) => SslStreamCertificateContext.Create(certificate, null, offline: true);

    private static bool AcceptAny(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true;

    private static X509ChainPolicy FetchNothing() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        VerificationFlags = X509VerificationFlags.AllFlags,
    };

    private static CipherSuitesPolicy? OfferedSuites() => OperatingSystem.IsLinux() || OperatingSystem.IsMacOS() ? new CipherSuitesPolicy(Suites) : null;
}
