using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Mesh.Tests.Integration.Transports;

/// <summary>A caller that says byte for byte what a test wants.</summary>
internal sealed class RawCaller : IAsyncDisposable
{
    public const string Upgrade =
        "GET /mesh HTTP/1.1\r\nHost: mesh\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mesh.v1\r\n\r\n";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly TcpClient _client;

    private RawCaller(TcpClient client)
    {
        _client = client;
        Stream = client.GetStream();
    }

    public Stream Stream { get; private set; }

    public static async Task<RawCaller> ConnectAsync(int port, string from = "127.0.0.1")
    {
        TcpClient client = new(new IPEndPoint(IPAddress.Parse(from), 0));
        await client.ConnectAsync(IPAddress.Loopback, port).WaitAsync(Soon);
        return new RawCaller(client);
    }

    public static async Task<RawCaller> ConnectTlsAsync(int port, X509Certificate2? certificate, CipherSuitesPolicy? suites = null, SslProtocols protocols = SslProtocols.None)
    {
        RawCaller caller = await ConnectAsync(port);
        SslStream secured = new(caller.Stream);
        caller.Stream = secured;
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "mesh",
            ClientCertificates = certificate is null ? null : [certificate],
            LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
            CipherSuitesPolicy = suites,
            EnabledSslProtocols = protocols,
        }).WaitAsync(Soon);
        return caller;
    }

    /// <summary>Connects, and upgrades.</summary>
    public static async Task<RawCaller> ConnectWebSocketAsync(int port, X509Certificate2 certificate)
    {
        RawCaller caller = await ConnectTlsAsync(port, certificate);
        Assert.StartsWith("HTTP/1.1 101 ", await caller.AskAsync(Upgrade), StringComparison.Ordinal);
        return caller;
    }

    public static X509Certificate2 SelfSigned(AsymmetricAlgorithm key)
    {
        CertificateRequest request = key is RSA rsa
            ? new("CN=mesh", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new("CN=mesh", (ECDsa)key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

    public Task SayAsync(params byte[] bytes) => Stream.WriteAsync(bytes).AsTask().WaitAsync(Soon);

    /// <summary>Sends a request and returns the answer's head, and its body when it has a length.</summary>
    public async Task<string> AskAsync(string request)
    {
        await SayAsync(Encoding.ASCII.GetBytes(request));
        StringBuilder answer = new();
        byte[] one = new byte[1];
        while (!answer.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            Assert.Equal(1, await Stream.ReadAsync(one).AsTask().WaitAsync(Soon));
            answer.Append((char)one[0]);
        }

        return answer.ToString();
    }

    /// <summary>Sends a masked frame of RFC 6455 whose first byte is <paramref name="first"/>; the mask is zero.</summary>
    public Task SendFrameAsync(byte first, params byte[] payload)
    {
        byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)]
            : payload.Length < 65_536 ? [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length]
            : [0x80 | 127, 0, 0, 0, 0, (byte)(payload.Length >> 24), (byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length];
        return SayAsync([first, .. length, 0, 0, 0, 0, .. payload]);
    }

    /// <summary>Reads frames until the close frame; its status.</summary>
    public async Task<int> ReadCloseStatusAsync()
    {
        byte[] head = new byte[4];
        await Stream.ReadExactlyAsync(head).AsTask().WaitAsync(Soon);
        Assert.Equal(0x88, head[0]);
        Assert.InRange(head[1], 2, 125);
        return (head[2] << 8) | head[3];
    }

    /// <summary>Waits until the other side has closed the connection, whatever it says before.</summary>
    public async Task ClosedAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await Stream.ReadAsync(buffer).AsTask().WaitAsync(Soon) > 0)
            {
                continue;
            }
        }
        catch (IOException)
        {
            // A reset closes as well as an end does.
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        _client.Dispose();
    }
}
