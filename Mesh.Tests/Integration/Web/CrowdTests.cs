using System.Net.WebSockets;
using System.Text.Json;
using Mesh.Node.Journal;

namespace Mesh.Tests.Integration.Web;

/// <summary>Many readers, slow ones among them, and a node that restarts.</summary>
public sealed class CrowdTests
{
    private const int ReaderCount = 200;
    private const int MessageCount = 100;

    /// <summary>Twelve megabytes: more than the system holds for a socket.</summary>
    private const int FloodCount = 600;

    private const int FloodBytes = 20_000;

    /// <summary>Prevents that one phone at the edge of the radio costs the node's memory or anybody's patience.</summary>
    [Fact]
    public async Task Two_hundred_readers_get_everything_while_one_reads_nothing_and_memory_stays_bounded()
    {
        await using OpenPage page = await OpenPage.StartAsync(journal: new JournalLimits(TopicBytesMax: 1 << 20));
        List<ChatClient> readers = [];
        try
        {
            for (int i = 0; i < ReaderCount; i++)
            {
                readers.Add(await ChatClient.OpenAsync(page.Port, "?history=0"));
                await readers[^1].UntilAsync("ready");
            }

            using RawSocket slow = await RawSocket.ChatAsync(page.Port, receiveBytes: 16_384);
            await slow.SendAsync(0x81, """{"do":"subscribe","topic":"flood"}"""u8.ToArray());
            await slow.TextAsync("\"subscribed\"");
            Task<int>[] counting = [.. readers.Select(CountAsync)];
            MeshArguments flood = MeshArguments.Of(new string('x', FloodBytes));
            for (int i = 0; i < FloodCount; i++)
            {
                await page.Realm.PublishAsync("flood", flood, new PublishOptions(), TestContext.Current.CancellationToken);
                if (i % (FloodCount / MessageCount) == 0)
                {
                    await page.Node.SendAsync("lobby", $"{i}", MessageKind.Text, TestContext.Current.CancellationToken);
                }
            }

            await page.Realm.PublishAsync("flood", MeshArguments.Of("last"), new PublishOptions(), TestContext.Current.CancellationToken);
            int[] counts = await Task.WhenAll(counting);
            Assert.All(counts, count => Assert.Equal(MessageCount, count));
            Assert.InRange(page.Server.Api.Journal.SizeOf(JournalLane.Topics).Bytes, 1, 1 << 20);
            Assert.Equal(ReaderCount + 1, page.Server.Api.Journal.ReaderCount);

            // The slow one comes back: it was overtaken, is told so, and goes on with what is held.
            Assert.Contains("\"reason\":\"evicted\"", await slow.TextAsync("\"event\":\"reset\""), StringComparison.Ordinal);
            await slow.TextAsync("[\"last\"]");
        }
        finally
        {
            readers.ForEach(reader => reader.Dispose());
        }
    }

    [Fact]
    public async Task A_client_that_drops_doubles_by_id_loses_and_doubles_nothing_over_restarts()
    {
        List<string> texts = [];
        HashSet<string> ids = [];
        string? last = null;
        int port = 0;
        List<RoomMessage> held = [];
        for (int run = 0; run < 3; run++)
        {
            await using OpenPage page = await OpenPage.StartAsync(settings => settings with { Port = port == 0 ? settings.Port : port });
            port = page.Port;

            // What a node that restarts gets again from its neighbours.
            foreach (RoomMessage message in held)
            {
                page.Node.Happen(new MessageReceived(message.ReceivedAt, message));
            }

            for (int i = 0; i < 10; i++)
            {
                RoomMessage message = Unit.Node.FakeChatNode.From(2, "ben", $"{run}.{i}") with { Id = Unit.Node.FakeChatNode.MessageNumber((run * 100) + i) };
                held.Add(message);
                page.Node.Happen(new MessageReceived(message.ReceivedAt, message));
            }

            using ChatClient chat = await ChatClient.OpenAsync(port, last is null ? "" : $"?after={last}");
            while (texts.LastOrDefault() != $"{run}.9" && await chat.NextAsync() is { } next)
            {
                last = next.TryGetProperty("n", out JsonElement n) ? n.GetString() : last;
                if (next.GetProperty("event").GetString() == "message" && ids.Add(next.GetProperty("id").GetString()!))
                {
                    texts.Add(next.GetProperty("text").GetString()!);
                }
            }
        }

        Assert.Equal(Enumerable.Range(0, 3).SelectMany(run => Enumerable.Range(0, 10).Select(i => $"{run}.{i}")), texts);
    }

    private static async Task<int> CountAsync(ChatClient reader)
    {
        int count = 0;
        byte[] chunk = new byte[65_536];
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(90));
        while (count < MessageCount)
        {
            ValueWebSocketReceiveResult part;
            bool isMessage = false;
            bool isFirst = true;
            do
            {
                part = await reader.Socket.ReceiveAsync(chunk.AsMemory(), limit.Token);
                isMessage |= isFirst && chunk.AsSpan(0, part.Count).StartsWith("{\"event\":\"message\""u8);
                isFirst = false;
            }
            while (!part.EndOfMessage);
            count += isMessage ? 1 : 0;
        }

        return count;
    }
}
