using System.Net;
using System.Net.WebSockets;
using Mesh.Simulator.Bench.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Mesh.Simulator.Bench.Children;

/// <summary>A web server with a hub of SignalR, which broadcasts what it is told, and a WebSocket that echoes: what a node's router stands beside.</summary>
internal static class HubChild
{
    private const int BufferBytes = 64 << 10;

    /// <summary>Runs until the bench closes the input, which ends the process.</summary>
    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        ChildConsole console = new(input, output);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server => server.Listen(IPAddress.Loopback, IPEndPoint.MinPort));
        builder.Services.AddRoutingCore();
        builder.Services.AddSignalR();
        WebApplication app = builder.Build();
        await using (app.ConfigureAwait(false))
        {
            app.UseWebSockets();
            app.MapHub<BroadcastHub>(HubForm.HubPath);
            app.Map(EchoForm.EchoPath, (RequestDelegate)EchoAsync);
            await app.StartAsync().ConfigureAwait(false);
            console.Answer(new ReadyReport(new Uri(app.Urls.First()).Port));
            await foreach (string[] words in console.CommandsAsync().ConfigureAwait(false))
            {
                throw new BenchFault($"'{string.Join(' ', words)}' is no command of a hub process");
            }
        }
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        byte[] buffer = new byte[BufferBytes];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } received)
            {
                await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted).ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException)
        {
            // The client is done: it ends without a word.
            return;
        }
    }

    /// <summary>The hub.</summary>
    private sealed class BroadcastHub : Hub
    {
        /// <summary>Tells everybody else.</summary>
        public Task Publish(string text) => Clients.Others.SendAsync("Event", text);
    }
}
