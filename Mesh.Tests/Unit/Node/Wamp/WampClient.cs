using System.Text;
using Mesh.Node.Wamp;

namespace Mesh.Tests.Unit.Node.Wamp;

/// <summary>The client's end of a session: sends and receives WAMP's messages as text.</summary>
/// <param name="session">The session.</param>
internal sealed class WampClient(WampSession session)
{
    public const string Hello = """[1,"mesh",{"roles":{"caller":{},"callee":{"features":{"call_canceling":true,"progressive_call_results":true}},"publisher":{},"subscriber":{}}}]""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public WampSession Session => session;

    public Task SendAsync(string message)
    {
        if (session.Serialization.IsJson)
        {
            return session.HandleAsync(Encoding.UTF8.GetBytes(message));
        }

        PatchableBuffer buffer = new();
        Assert.True(JsonToMessagePack.TryConvert(Encoding.UTF8.GetBytes(message), buffer));
        return session.HandleAsync(buffer.Written.ToArray());
    }

    /// <summary>The next message, as JSON; "end" when nothing comes any more.</summary>
    public async Task<string> ReceiveAsync()
    {
        using CancellationTokenSource limit = new(Patience);
        if (!await session.Outgoing.WaitAsync(limit.Token))
        {
            return "end";
        }

        List<ReadOnlyMemory<byte>> batch = [];
        session.Outgoing.Take(batch, bytesMax: 1);
        ReadOnlyMemory<byte> message = session.Serialization.IsJson ? batch[0] : MessagePackToJson.Convert(batch[0].Span);
        return Encoding.UTF8.GetString(message.Span);
    }

    /// <summary>Says something and takes the answer.</summary>
    public async Task<string> AskAsync(string message)
    {
        await SendAsync(message);
        return await ReceiveAsync();
    }

    public async Task JoinAsync() => Assert.StartsWith($"[2,{session.Id},", await AskAsync(Hello), StringComparison.Ordinal);

    /// <summary>Whether nothing waits to be received.</summary>
    public bool IsSilent() => session.Outgoing.Bytes == 0;
}
