using System.Net.Sockets;
using System.Text;

namespace Mesh.Tests.Integration.Web;

/// <summary>A WebSocket spoken byte by byte, for what no library sends.</summary>
internal sealed class RawSocket : IDisposable
{
    private readonly TcpClient _client = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private NetworkStream _stream = null!;

    /// <summary>Connects and sends a request; an empty line ends it.</summary>
    public static Task<RawSocket> OpenAsync(int port, params string[] lines) => OpenAsync(port, receiveBytes: null, lines);

    private static async Task<RawSocket> OpenAsync(int port, int? receiveBytes, params string[] lines)
    {
        RawSocket socket = new();
        if (receiveBytes is { } bytes)
        {
            // Before connecting: it bounds the window that the other side is offered.
            socket._client.ReceiveBufferSize = bytes;
        }

        await socket._client.ConnectAsync("127.0.0.1", port, socket._limit.Token);
        socket._stream = socket._client.GetStream();
        await socket._stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), socket._limit.Token);
        return socket;
    }

    /// <summary>Connects to /chat and shakes hands.</summary>
    /// <param name="port">The page's port.</param>
    /// <param name="receiveBytes">How much the system holds for it while nobody reads; null for what is usual.</param>
    public static async Task<RawSocket> ChatAsync(int port, int? receiveBytes = null)
    {
        RawSocket socket = await OpenAsync(
            port,
            receiveBytes,
            "GET /chat?history=0 HTTP/1.1",
            $"Host: localhost:{port}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        string head = await socket.HeadAsync();
        Assert.StartsWith("HTTP/1.1 101", head, StringComparison.Ordinal);
        Assert.Contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", head, StringComparison.Ordinal);
        return socket;
    }

    /// <summary>The head of the answer.</summary>
    public async Task<string> HeadAsync()
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await _stream.ReadAsync(one, _limit.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }

    /// <summary>Sends a frame.</summary>
    /// <param name="first">FIN and opcode.</param>
    /// <param name="payload">What it carries.</param>
    /// <param name="isMasked">Whether it is masked, as a client's must be.</param>
    public async Task SendAsync(byte first, byte[] payload, bool isMasked = true)
    {
        List<byte> frame = [first];
        byte mask = isMasked ? (byte)0x80 : (byte)0;
        switch (payload.Length)
        {
            case < 126:
                frame.Add((byte)(mask | payload.Length));
                break;
            case < 65_536:
                frame.AddRange([(byte)(mask | 126), (byte)(payload.Length >> 8), (byte)payload.Length]);
                break;
            default:
                frame.Add((byte)(mask | 127));
                frame.AddRange(BitConverter.GetBytes((long)payload.Length).Reverse());
                break;
        }

        byte[] key = [1, 2, 3, 4];
        frame.AddRange(isMasked ? [.. key, .. payload.Select((b, i) => (byte)(b ^ key[i % 4]))] : payload);
        await _stream.WriteAsync(frame.ToArray(), _limit.Token);
    }

    /// <summary>The next frame; null when the connection ended.</summary>
    public async Task<(byte First, byte[] Payload)?> FrameAsync()
    {
        byte[] head = new byte[2];
        if (await _stream.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, _limit.Token) < 2)
        {
            return null;
        }

        Assert.Equal(0, head[1] & 0x80);
        long length = head[1];
        if (length >= 126)
        {
            byte[] extended = new byte[length == 126 ? 2 : 8];
            await _stream.ReadExactlyAsync(extended, _limit.Token);
            length = extended.Aggregate(0L, (sum, b) => (sum << 8) | b);
        }

        byte[] payload = new byte[length];
        await _stream.ReadExactlyAsync(payload, _limit.Token);
        return (head[0], payload);
    }

    /// <summary>Reads until a close frame; its code. 0 when the connection ends without one.</summary>
    public async Task<int> CloseCodeAsync()
    {
        while (await FrameAsync() is { } frame)
        {
            if (frame.First == 0x88)
            {
                return frame.Payload.Length < 2 ? 1005 : (frame.Payload[0] << 8) | frame.Payload[1];
            }
        }

        return 0;
    }

    /// <summary>Reads until a text that holds something.</summary>
    public async Task<string> TextAsync(string part)
    {
        while (await FrameAsync() is { } frame)
        {
            string text = Encoding.UTF8.GetString(frame.Payload);
            if (frame.First == 0x81 && text.Contains(part, StringComparison.Ordinal))
            {
                return text;
            }
        }

        throw new InvalidOperationException($"The connection ended before '{part}' came.");
    }

    public void Dispose()
    {
        _client.Dispose();
        _limit.Dispose();
    }
}
