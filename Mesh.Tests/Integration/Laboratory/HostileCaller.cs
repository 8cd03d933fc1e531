using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Mesh.Identity;
using Mesh.Protocol;
using Mesh.Wire;

namespace Mesh.Tests.Integration.Laboratory;

/// <summary>Somebody on a host who speaks to a node's port as no conforming node does, on any level: bytes, TLS, HTTP, records.</summary>
internal sealed class HostileCaller : IDisposable
{
    private const string Network = "mesh";
    private const int Port = 6374;

    private readonly LabHost _host;
    private readonly IPEndPoint _target;
    private readonly ConcurrentStack<IDisposable> _open = new();

    public HostileCaller(LabHost host, LabHost target)
    {
        _host = host;
        _target = new IPEndPoint(target.Radio.IPv4!, Port);
        var certificate = NodeCertificate.Create(Key);
        Keep(certificate);
        Certificate = certificate.Certificate;
    }

    public NodeKey Key { get; } = NodeKey.Create();

    public X509Certificate2 Certificate { get; }

    public static NetworkIdentity Net { get; } = NetworkIdentity.Create(Network, null);

    /// <summary>A connection that has said nothing; it stays open until this caller is disposed.</summary>
    public async Task<NetworkStream> ConnectAsync()
    {
        Socket socket = _host.Enter(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        Keep(socket);
        await socket.ConnectAsync(_target).WaitAsync(MeshGroup.Patience);
        return new NetworkStream(socket, ownsSocket: false);
    }

    /// <summary>A connection with TLS, with this certificate or with none.</summary>
    public async Task<SslStream> SecureAsync(X509Certificate2? certificate)
    {
        SslStream secured = new(await ConnectAsync());
        Keep(secured);
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = Network,
            ClientCertificates = certificate is null ? [] : [certificate],
            RemoteCertificateValidationCallback = (_, _, _, _) => true,
        }).WaitAsync(MeshGroup.Patience);
        return secured;
    }

    /// <summary>The first line of the answer to a request, or null where the node only closed.</summary>
    public async Task<string?> AskAsync(X509Certificate2? certificate, string request)
    {
        SslStream secured = await SecureAsync(certificate);
        await secured.WriteAsync(System.Text.Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(secured, leaveOpen: true);
        return await reader.ReadLineAsync().WaitAsync(MeshGroup.Patience);
    }

    /// <summary>The first line of the answer to a request that the node has to answer.</summary>
    public Task<string> AnswerAsync(X509Certificate2? certificate, string request) => InsistAsync(async () =>
        await AskAsync(certificate, request) ?? throw new IOException("The node closed without an answer."));

    /// <summary>A link that stands, as a node's own; nothing was said on it yet.</summary>
    public Task<WebSocket> LinkAsync() => InsistAsync(TryLinkAsync);

    /// <summary>A link on which this caller has greeted as a node does.</summary>
    public async Task<WebSocket> BefriendAsync()
    {
        WebSocket socket = await LinkAsync();
        await SayAsync(socket, new HelloRecord(ProtocolLimits.RevisionMin, ProtocolLimits.RevisionMax, Net.Id, false, Digest.Of(Guid.NewGuid().ToByteArray()), 77, 0, "mallory"));
        await SayAsync(socket, new KeyRecord(SignatureSuite.P256, Key.Point, ReadOnlyMemory<byte>.Empty));
        return socket;
    }

    /// <summary>A bundle in the lobby, signed by this caller; forged when it names another author.</summary>
    public SignedBundle Bundle(ulong sequence, string text, PeerId author, BundleId previous = default)
    {
        const ulong Incarnation = 77;
        BundleCore core = new(
            RoomId.OfName("lobby"), sequence, previous, ServiceClass.Durable, [new CoreMessage(1, [], 1, System.Text.Encoding.UTF8.GetBytes(text))]);
        byte[] encoded = core.Encode();
        byte[] signature = new byte[64];
        Key.Sign(SignedBundle.SignedBytes(SignatureSuite.P256, Net.Hash, author, Incarnation, encoded), signature);
        return new SignedBundle(SignatureSuite.P256, author, Incarnation, encoded, signature);
    }

    public static Task SayAsync<T>(WebSocket socket, T record)
        where T : struct, IRecord<T>
    {
        ArrayBufferWriter<byte> output = new();
        record.Write(output);
        return SayBytesAsync(socket, output.WrittenMemory);
    }

    public static Task SayBytesAsync(WebSocket socket, ReadOnlyMemory<byte> message) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None).AsTask().WaitAsync(MeshGroup.Patience);

    /// <summary>Reads and forgets until the node ends the link; returns its reason.</summary>
    public static async Task<string?> ReadUntilEndAsync(WebSocket socket, TimeSpan limit)
    {
        byte[] buffer = new byte[64 << 10];
        using CancellationTokenSource patience = new(limit);
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), patience.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception ended) when (ended is WebSocketException || (ended is OperationCanceledException && !patience.IsCancellationRequested))
        {
            // The node closed without a word, or the link was aborted here.
            return null;
        }

        return socket.CloseStatusDescription;
    }

    public void Dispose()
    {
        while (_open.TryPop(out IDisposable? one))
        {
            one.Dispose();
        }

        Key.Dispose();
    }

    // While this caller's earlier attacks hold its places at the node, newcomers of the same address are turned away.
    private static async Task<T> InsistAsync<T>(Func<Task<T>> attempt)
    {
        DateTimeOffset end = DateTimeOffset.UtcNow + MeshGroup.Patience;
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (Exception refused) when (refused is IOException or WebSocketException or HttpRequestException && DateTimeOffset.UtcNow < end)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private async Task<WebSocket> TryLinkAsync()
    {
        SslStream secured = await SecureAsync(Certificate);
        HttpMessageInvoker invoker = new(new SocketsHttpHandler { UseProxy = false, ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(secured) });
        ClientWebSocket socket = new();
        Keep(invoker);
        Keep(socket);
        socket.Options.AddSubProtocol("mesh.v1");
        await socket.ConnectAsync(new Uri("ws://mesh/mesh"), invoker, CancellationToken.None).WaitAsync(MeshGroup.Patience);
        return socket;
    }

    // Many attacks run at once.
    private void Keep(IDisposable one) => _open.Push(one);
}
