using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Mesh.Tests.Integration.Web;

/// <summary>A WebSocket at /chat, with waits that end.</summary>
internal sealed class ChatClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _limit = new(Patience);

    public ClientWebSocket Socket { get; } = new();

    /// <summary>Everything that came.</summary>
    public List<JsonElement> Came { get; } = [];

    public static async Task<ChatClient> OpenAsync(int port, string query = "", params string[] headers)
    {
        ChatClient client = new();
        client.Socket.Options.Proxy = null;
        foreach (string header in headers)
        {
            int colon = header.IndexOf(": ", StringComparison.Ordinal);
            client.Socket.Options.SetRequestHeader(header[..colon], header[(colon + 2)..]);
        }

        await client.Socket.ConnectAsync(new Uri($"ws://localhost:{port}/chat{query}"), client._limit.Token);
        return client;
    }

    public Task SayAsync(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, _limit.Token);

    /// <summary>The next event; null when the connection closes.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        byte[] chunk = new byte[65_536];
        using MemoryStream message = new();
        while (true)
        {
            ValueWebSocketReceiveResult part = await Socket.ReceiveAsync(chunk.AsMemory(), _limit.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(chunk, 0, part.Count);
            if (part.EndOfMessage)
            {
                JsonElement element = JsonDocument.Parse(message.ToArray()).RootElement;
                Came.Add(element);
                return element;
            }
        }
    }

    /// <summary>Reads until an event of that name.</summary>
    public async Task<JsonElement> UntilAsync(string name)
    {
        while (await NextAsync() is { } element)
        {
            if (element.GetProperty("event").GetString() == name)
            {
                return element;
            }
        }

        throw new InvalidOperationException($"The connection closed before '{name}' came: {Socket.CloseStatus} {Socket.CloseStatusDescription}.");
    }

    /// <summary>Sends a command and reads until its answer.</summary>
    public async Task<JsonElement> AskAsync(string command)
    {
        await SayAsync("{\"ref\":\"asked\"," + command[1..]);
        while (await NextAsync() is { } element)
        {
            if (element.TryGetProperty("ref", out JsonElement repeated) && repeated.ToString() == "asked")
            {
                return element;
            }
        }

        throw new InvalidOperationException("The connection closed before the answer came.");
    }

    public void Dispose()
    {
        Socket.Dispose();
        _limit.Dispose();
    }
}
