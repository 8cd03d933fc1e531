using System.Runtime.CompilerServices;
using Mesh.Simulator.Bench.Children;
using Mesh.Simulator.Bench.Sockets;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>The WAMP router of the command <c>mesh</c>, beside a broadcast by SignalR and a bare echo in the same run.</summary>
internal static class WampPart
{
    private const string Topic = "bench.local";
    private const string JsonTopic = "bench.json";
    private const string FarTopic = "bench.far";

    /// <summary>Events a second that have to arrive without loss at a subscriber of the same node.</summary>
    private const double LocalRate = 50_000;

    /// <summary>The same three hops away.</summary>
    private const double DistantRate = 5_000;

    /// <summary>Measures.</summary>
    public static async Task<PartReport> RunAsync(BenchContext context)
    {
        List<Figure> figures = [];
        await MeasureServersAsync(context, figures).ConfigureAwait(false);
        await SessionFigures.MeasureAsync(context, figures).ConfigureAwait(false);
        return new PartReport(BenchPart.Wamp, figures,
        [
            FormattableString.Invariant($"Real processes of the command mesh on loopback, each with its page; events of {SocketFigures.PayloadBytes} B from one WebSocket to another, both in the bench, with wamp.2.msgpack or wamp.2.json. 3hops: published at one, received at another; between them two plain node processes that take two links each, since nodes that take more would link to each other."),
            "signalr: the same through a server of ASP.NET Core SignalR, one client publishing, one getting the broadcast, JSON protocol. echo: one client's message sent back by the same server's bare WebSocket. All take turns within each repetition.",
            FormattableString.Invariant($"p50 and p99 at {SocketFigures.PacedRate:N0} events/s, from before the publisher's write to behind the subscriber's read: between two events everybody sleeps, and is woken by each. turn: each event published when the last had come. rate: {SocketFigures.WindowEvents:N0} events under way and no more, none lost. 50k and 5k: {LocalRate:N0} and {DistantRate:N0} events/s for {context.Of(3, 1)} s whatever comes."),
            FormattableString.Invariant($"{SessionFigures.Sessions}: that many sessions, each getting {SessionFigures.Rate:N0} events/s. slow: one more that never reads, for which {SessionFigures.Stuffings * (SessionFigures.StuffingBytes >> 10) >> 10} MiB were published before and every event besides; p50 and p99 are those of the others."),
        ]);
    }

    private static async Task MeasureServersAsync(BenchContext context, List<Figure> figures)
    {
        CancellationToken token = context.CancellationToken;
        context.Tell("wamp: starting nodes and a server of SignalR");
        CommandNode near = await CommandNode.StartAsync(NodeGroup.NewNetwork(), token).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable nearEnd = near.ConfigureAwait(false);
        CommandNode far = await CommandNode.StartAsync(near.Network, token).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable farEnd = far.ConfigureAwait(false);
        NodeGroup bridge = await NodeGroup.StartBridgeAsync(near, far, token).ConfigureAwait(false);
        await using ConfiguredAsyncDisposable bridgeEnd = bridge.ConfigureAwait(false);
        ChildProcess hub = ChildProcess.Start([ChildCommand.Hub], asMesh: true);
        await using ConfiguredAsyncDisposable hubEnd = hub.ConfigureAwait(false);
        Uri hubPage = new UriBuilder("http", "127.0.0.1", NodeGroup.Read<ReadyReport>(await hub.AnswerAsync("start", token).ConfigureAwait(false)).Port).Uri;
        await using ClientSet clients = new(token);
        SocketFigures pack = await clients.PairAsync("wamp.msgpack", near.Page, near.Page, () => new WampPackForm(Topic)).ConfigureAwait(false);
        SocketFigures json = await clients.PairAsync("wamp.json", near.Page, near.Page, () => new WampJsonForm(JsonTopic)).ConfigureAwait(false);
        SocketFigures distant = await clients.PairAsync("wamp.3hops", near.Page, far.Page, () => new WampPackForm(FarTopic)).ConfigureAwait(false);
        SocketFigures signalR = await clients.PairAsync("wamp.signalr", hubPage, hubPage, () => new HubForm()).ConfigureAwait(false);
        SocketFigures echo = await clients.AloneAsync("wamp.echo", hubPage, new EchoForm()).ConfigureAwait(false);
        SocketFigures[] all = [pack, json, distant, signalR, echo];
        for (int repetition = -1; repetition < context.Repetitions; repetition++)
        {
            // The first round warms everybody up: code is compiled as it is used.
            bool isWarmUp = repetition < 0;
            context.Tell(FormattableString.Invariant($"wamp: events, round {Math.Max(repetition, 0) + 1} of {context.Repetitions}"));
            foreach (SocketFigures one in all)
            {
                await one.TakeLatencyAsync(context, isWarmUp).ConfigureAwait(false);
                await one.TakeTurnsAsync(context, isWarmUp).ConfigureAwait(false);
            }

            foreach (SocketFigures one in (SocketFigures[])[pack, json, signalR, echo])
            {
                await one.TakeRateAsync(context, isWarmUp).ConfigureAwait(false);
            }

            await pack.TakeLossAsync(context, LocalRate, isWarmUp).ConfigureAwait(false);
            await distant.TakeLossAsync(context, DistantRate, isWarmUp).ConfigureAwait(false);
        }

        figures.AddRange([pack.Turn.To(signalR.Turn).AtMost(300), json.Turn.To(signalR.Turn).AtMost(300), distant.Turn, signalR.Turn.To(echo.Turn), echo.Turn]);
        figures.AddRange([pack.P50.To(signalR.P50).AtMost(300), pack.P99.To(signalR.P99), json.P50.To(signalR.P50).AtMost(300), json.P99.To(signalR.P99)]);
        figures.AddRange([distant.P50, distant.P99, distant.CameAt(DistantRate), distant.LostAt(DistantRate).AtMost(0), signalR.P50.To(echo.P50), signalR.P99.To(echo.P99), echo.P50, echo.P99]);
        figures.AddRange([pack.Rate.To(signalR.Rate).AtLeast(LocalRate), pack.CameAt(LocalRate), pack.LostAt(LocalRate).AtMost(0), json.Rate.To(signalR.Rate), signalR.Rate.To(echo.Rate), echo.Rate]);
    }
}
