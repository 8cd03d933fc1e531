using System.Text.Json;
using Mesh.Node.Api;

namespace Mesh.Tests.Integration.Web;

/// <summary>What one connection may ask for: each bound is filled, refused with a code, and the connection goes on.</summary>
public sealed class ConnectionLimitTests : IAsyncLifetime
{
    private OpenPage _page = null!;

    public async ValueTask InitializeAsync() => _page = await OpenPage.StartAsync();

    public ValueTask DisposeAsync() => _page.DisposeAsync();

    /// <summary>Prevents that one client follows, offers or calls without end.</summary>
    [Fact]
    public async Task Topics_procedures_and_calls_of_one_connection_are_bounded()
    {
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port);
        for (int i = 0; i < ApiSession.TopicsMax; i++)
        {
            Assert.Equal("subscribed", (await chat.AskAsync($$"""{"do":"subscribe","topic":"t{{i}}"}""")).GetProperty("event").GetString());
            Assert.Equal("registered", (await chat.AskAsync($$"""{"do":"register","procedure":"p{{i}}"}""")).GetProperty("event").GetString());
        }

        Assert.Equal("too-many", (await chat.AskAsync("""{"do":"subscribe","topic":"one more"}""")).GetProperty("code").GetString());
        Assert.Equal("too-many", (await chat.AskAsync("""{"do":"register","procedure":"one more"}""")).GetProperty("code").GetString());

        using ChatClient caller = await ChatClient.OpenAsync(_page.Port);
        for (int i = 0; i < CallTasks.CallsMax; i++)
        {
            await caller.SayAsync("""{"do":"call","procedure":"p0"}""");
        }

        Assert.Equal("too-many", (await caller.AskAsync("""{"do":"call","procedure":"p0"}""")).GetProperty("code").GetString());
        Assert.Equal("rooms", (await caller.AskAsync("""{"do":"rooms"}""")).GetProperty("event").GetString());
    }

    /// <summary>Prevents that callers heap up calls at a client that answers none.</summary>
    [Fact]
    public async Task Calls_that_wait_for_one_client_are_bounded()
    {
        using ChatClient callee = await ChatClient.OpenAsync(_page.Port);
        await callee.AskAsync("""{"do":"register","procedure":"p"}""");
        Task reading = ReadAllAsync(callee);
        List<Task> calls = [];
        using CancellationTokenSource end = new();
        for (int i = 0; i < ProcedureOffers.CallsMax; i++)
        {
            calls.Add(_page.Realm.CallAsync("p", MeshArguments.Empty, new CallOptions(), end.Token));
        }

        MeshCallException refused = await Assert.ThrowsAsync<MeshCallException>(() => _page.Realm.CallAsync("p", MeshArguments.Empty, new CallOptions(), end.Token));
        Assert.Equal("mesh.error.too-many", refused.Error);
        await end.CancelAsync();
        await Assert.ThrowsAsync<MeshCallException>(() => Task.WhenAll(calls));
        callee.Socket.Abort();
        await reading;
    }

    /// <summary>Prevents that deep or broken objects cost more than an error.</summary>
    [Theory]
    [InlineData("""{"do":"publish","topic":"t","args":DEEP}""")]
    [InlineData("""{"do":"send","room":"lobby","text":"\ud800"}""")]
    [InlineData("""{"do":"send","room":"lobby","text":"x" """)]
    [InlineData("""{"do":["send"]}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"do":"publish","topic":"t","args":[{"\ud800":1}]}""")]
    public async Task Odd_objects_are_one_error(string command)
    {
        using ChatClient chat = await ChatClient.OpenAsync(_page.Port);
        await chat.SayAsync(command.Replace("DEEP", new string('[', 60) + new string(']', 60), StringComparison.Ordinal));
        JsonElement error = await chat.UntilAsync("error");
        Assert.Equal("bad-request", error.GetProperty("code").GetString());
        Assert.Empty(_page.Node.Said);
    }

    private static async Task ReadAllAsync(ChatClient client)
    {
        try
        {
            while (await client.NextAsync() is not null)
            {
                // Takes invocations and answers none.
            }
        }
        catch (Exception fault) when (fault is System.Net.WebSockets.WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The test ended the connection.
        }
    }
}
