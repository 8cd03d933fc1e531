using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Mesh.Identity;
using Mesh.Transports;

namespace Mesh.Tests.Unit.Transports;

public sealed class LinkKeyTests
{
    private const string ExplicitParameters =
        "MIICaDCCAg6gAwIBAgITMejn7TSbgn9BEs3Oc7dnOgxCMjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtZXNoMCAXDTI2MTEyMDIzNTIxOVoYDzIxMjYxMDI3MjM1MjE5WjAPMQ0wCwYDVQQDDARtZX"
        + "NoMIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAAAAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA///////////////8BCBaxjXY"
        + "qjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSdNgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7Ltk"
        + "BoN79R9QIhAP////8AAAAA//////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABDuiNFxY+7ppEvdVzDqHw5GQ0fedI0jL/ub1fbm+RLzxHWNB2pwEySYb2PEqivPcYU1LMQXMi7noEoNMGbFM65mj"
        + "UzBRMB0GA1UdDgQWBBT7Ex9qD/Hi36y56oMWRRudj5J2ojAfBgNVHSMEGDAWgBT7Ex9qD/Hi36y56oMWRRudj5J2ojAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIQCyCf47B9/BLB"
        + "ByjBWJWoBeIDxMJQlSWXT6xJZWrh1FaAIgTDQOin6V8LDGQ+3g7Hb0NUqHoX2ThdXhAYHJv5s1Ggs=";

    private const string CompressedPoint =
        "MIIBUzCB+6ADAgECAhRKd4naVlWSsv9Ycc8Jm/aIFMKEPjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtZXNoMCAXDTI2MTEyMDIzNTIxOVoYDzIxMjYxMDI3MjM1MjE5WjAPMQ0wCwYDVQQDDARtZX"
        + "NoMDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgACNZyVF/6WR2H7yj78AwYfZQ5WZP8bcweLswtZug4+FPGjUzBRMB0GA1UdDgQWBBSMZZngA9Qlw74KnW70QpX1WqcYyTAfBgNVHSMEGDAWgBSMZZng"
        + "A9Qlw74KnW70QpX1WqcYyTAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCICGScviQldx1KrRgZWzs8dpqVq2SbEcAN82B0zMpCa2ZAiB71lWoCmgBmkteJ51eIBMqaKG5gnGK1i8T3X"
        + "VrTMrgLw==";

    [Fact]
    public void Own_certificate_gives_peer_key_and_binding()
    {
        using var key = NodeKey.Create();
        using var certificate = NodeCertificate.Create(key);
        var own = LinkKey.Own(certificate.Certificate);
        Assert.Equal(key.Peer, own.Peer);
        Assert.Equal(key.PublicKey.ToArray(), own.PublicKey.ToArray());
        Assert.Equal(Digest.Of(certificate.Certificate.RawData), own.Binding);
    }

    [Fact]
    public void Own_certificate_without_private_key_or_of_another_kind_is_a_mistake()
    {
        using var key = NodeKey.Create();
        using var certificate = NodeCertificate.Create(key);
        using X509Certificate2 shown = X509CertificateLoader.LoadCertificate(certificate.Certificate.RawData);
        Assert.Throws<ArgumentException>(() => LinkKey.Own(shown));
        Assert.All(Foreign(), foreign => Assert.Throws<ArgumentException>(() => LinkKey.Own(foreign)));
    }

    [Fact]
    public void Missing_and_foreign_certificates_are_refused_with_a_sentence()
    {
        Assert.False(LinkKey.TryRead(null, out _, out string? fault));
        Assert.Contains("no client certificate", fault, StringComparison.Ordinal);
        foreach (X509Certificate2 certificate in Foreign())
        {
            using (certificate)
            {
                Assert.False(LinkKey.TryRead(certificate, out LinkKey? key, out fault));
                Assert.Null(key);
                Assert.NotEmpty(fault);
            }
        }
    }

    // Prevents one key from having several identities. Both certificates were made by OpenSSL.
    [Theory]
    [InlineData(ExplicitParameters)]
    [InlineData(CompressedPoint)]
    public void Other_encodings_of_a_P256_key_are_refused(string base64)
    {
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(base64));
        Assert.False(LinkKey.TryRead(certificate, out _, out string? fault));
        Assert.Contains("named curve", fault, StringComparison.Ordinal);
    }

    private static IEnumerable<X509Certificate2> Foreign()
    {
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        yield return SelfSign(new CertificateRequest("CN=mesh", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        yield return SelfSign(new CertificateRequest("CN=mesh", p384, HashAlgorithmName.SHA256));
    }

    private static X509Certificate2 SelfSign(CertificateRequest request) => request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
}
