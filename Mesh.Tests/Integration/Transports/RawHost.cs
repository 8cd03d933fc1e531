using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Mesh.Transports;

namespace Mesh.Tests.Integration.Transports;

/// <summary>A host that answers one caller byte for byte what a test wants.</summary>
internal sealed class RawHost : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <summary>Starts to serve.</summary>
    /// <param name="certificate">What it shows in TLS; null for a host without TLS.</param>
    /// <param name="answer">What it says to a request, given the key of the upgrade; null to say nothing.</param>
    public RawHost(X509Certificate2? certificate, Func<string, byte[]>? answer)
    {
        _listener.Start();
        _serving = ServeAsync(certificate, answer);
    }

    public LinkAddress Address => new((IPEndPoint)_listener.LocalEndpoint, null);

    /// <summary>The answer that RFC 6455 demands.</summary>
    public static string Acceptance(string key) =>
        $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")))}\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync(X509Certificate2? certificate, Func<string, byte[]>? answer)
    {
        try
        {
            using Socket socket = await _listener.AcceptSocketAsync(_stop.Token);
            await using NetworkStream network = new(socket);
            Stream stream = network;
            if (certificate is not null)
            {
                SslStream secured = new(network);
                stream = secured;
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate, ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, _, _, _) => true }, _stop.Token);
            }

            if (answer is not null)
            {
                byte[] request = new byte[4096];
                int count = await stream.ReadAsync(request, _stop.Token);
                string text = Encoding.ASCII.GetString(request, 0, count);
                int at = text.IndexOf("Sec-WebSocket-Key: ", StringComparison.Ordinal);
                await stream.WriteAsync(answer(at < 0 ? "" : text.Substring(at + 19, 24)), _stop.Token);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or SocketException or System.Security.Authentication.AuthenticationException)
        {
            // The dialler hung up, or the test is over.
            return;
        }
    }
}
