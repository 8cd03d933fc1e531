using System.Text;

namespace Mesh.Tests.Integration.Web;

/// <summary>The edges of RFC 6455 at /chat, spoken byte by byte.</summary>
public sealed class ChatFrameTests : IAsyncLifetime
{
    private const byte Text = 0x81;
    private const byte TextBegins = 0x01;
    private const byte GoesOn = 0x00;
    private const byte Ends = 0x80;
    private const byte Close = 0x88;
    private const byte Ping = 0x89;
    private const byte Pong = 0x8A;

    private OpenPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await OpenPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    [Fact]
    public async Task A_text_in_fragments_with_a_ping_between_is_one_text_and_the_ping_is_answered()
    {
        using RawSocket raw = await RawSocket.ChatAsync(_page.Port);
        await raw.SendAsync(TextBegins, "gr"u8.ToArray());
        await raw.SendAsync(GoesOn, [0xC3]);
        await raw.SendAsync(Ping, "are you there"u8.ToArray());
        await raw.SendAsync(Ends, [0xBC, (byte)'n']);
        bool isPongSeen = false;
        while (await raw.FrameAsync() is { } frame)
        {
            isPongSeen |= frame.First == Pong && Encoding.UTF8.GetString(frame.Payload) == "are you there";
            if (frame.First == Text && Encoding.UTF8.GetString(frame.Payload).Contains("\"text\":\"grün\"", StringComparison.Ordinal))
            {
                break;
            }
        }

        Assert.Equal("grün", Assert.Single(_page.Node.Said).Text);
        Assert.True(isPongSeen);
    }

    [Theory]
    [InlineData("unmasked", 1002)]
    [InlineData("reserved bits", 1002)]
    [InlineData("unknown opcode", 1002)]
    [InlineData("long ping", 1002)]
    [InlineData("fragmented ping", 1002)]
    [InlineData("nothing to go on with", 1002)]
    [InlineData("text within a text", 1002)]
    [InlineData("close of one byte", 1002)]
    [InlineData("invalid text", 1007)]
    [InlineData("text that ends within a character", 1007)]
    [InlineData("binary", 1003)]
    [InlineData("too long", 1009)]
    public async Task What_breaks_the_rules_closes_with_the_code_of_the_rule(string what, int code)
    {
        using RawSocket raw = await RawSocket.ChatAsync(_page.Port);
        await raw.TextAsync("\"event\":\"ready\"");
        switch (what)
        {
            case "unmasked":
                await raw.SendAsync(Text, "hi"u8.ToArray(), isMasked: false);
                break;
            case "reserved bits":
                await raw.SendAsync(0xC1, "hi"u8.ToArray());
                break;
            case "unknown opcode":
                await raw.SendAsync(0x83, "hi"u8.ToArray());
                break;
            case "long ping":
                await raw.SendAsync(Ping, new byte[126]);
                break;
            case "fragmented ping":
                await raw.SendAsync(0x09, "hi"u8.ToArray());
                break;
            case "nothing to go on with":
                await raw.SendAsync(Ends, "hi"u8.ToArray());
                break;
            case "text within a text":
                await raw.SendAsync(TextBegins, "a"u8.ToArray());
                await raw.SendAsync(Text, "b"u8.ToArray());
                break;
            case "close of one byte":
                await raw.SendAsync(Close, [3]);
                break;
            case "invalid text":
                await raw.SendAsync(Text, [0xFF, 0xFE]);
                break;
            case "text that ends within a character":
                await raw.SendAsync(Text, [0xE2, 0x82]);
                break;
            case "binary":
                await raw.SendAsync(0x82, [1, 2, 3]);
                break;
            default:
                await raw.SendAsync(Text, Encoding.ASCII.GetBytes(new string('x', 500_000)));
                break;
        }

        Assert.Equal(code, await raw.CloseCodeAsync());
        Assert.Empty(_page.Node.Said);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(1001)]
    [InlineData(3000)]
    [InlineData(4999)]
    public async Task A_close_is_answered_with_its_own_code(int code)
    {
        using RawSocket raw = await RawSocket.ChatAsync(_page.Port);
        await raw.SendAsync(Close, [(byte)(code >> 8), (byte)code, .. "bye"u8]);
        Assert.Equal(code, await raw.CloseCodeAsync());
    }

    [Fact]
    public async Task A_text_too_long_for_a_message_is_an_error_and_the_connection_goes_on()
    {
        using RawSocket raw = await RawSocket.ChatAsync(_page.Port);
        await raw.SendAsync(Text, Encoding.ASCII.GetBytes(new string('x', 70_000)));
        Assert.Contains("too-long", await raw.TextAsync("\"event\":\"error\""), StringComparison.Ordinal);
        await raw.SendAsync(Text, "hi"u8.ToArray());
        await raw.TextAsync("\"event\":\"message\"");
    }

    [Theory]
    [InlineData(426, "GET /chat HTTP/1.1", "Host: localhost")]
    [InlineData(400, "GET /chat HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket")]
    [InlineData(400, "GET /chat HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")]
    [InlineData(400, "GET /chat HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: short")]
    [InlineData(400, "GET /chat?after=nonsense HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")]
    [InlineData(421, "GET /chat HTTP/1.1", "Host: evil.example", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")]
    [InlineData(403, "GET /chat HTTP/1.1", "Host: localhost", "Origin: https://evil.example", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")]
    [InlineData(401, "GET /chat?token=wrong HTTP/1.1", "Host: localhost", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")]
    public async Task A_request_that_does_not_become_a_socket_gets_a_status_and_a_readable_body(int status, params string[] lines)
    {
        using RawSocket raw = await RawSocket.OpenAsync(_page.Port, lines);
        string head = await raw.HeadAsync();
        Assert.StartsWith($"HTTP/1.1 {status}", head, StringComparison.Ordinal);
        Assert.Equal(status == 426, head.Contains("\r\nUpgrade: websocket\r\n", StringComparison.Ordinal));
        Assert.Contains("Content-Type: application/json", head, StringComparison.Ordinal);
    }
}
