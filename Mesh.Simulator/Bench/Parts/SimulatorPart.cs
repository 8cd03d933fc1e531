using System.Globalization;
using Mesh.Simulator.Bench.Children;

namespace Mesh.Simulator.Bench.Parts;

/// <summary>The simulator's own speed, in the scenario in which ns-3 was measured.</summary>
internal static class SimulatorPart
{
    /// <summary>Measures.</summary>
    public static async Task<PartReport> RunAsync(BenchContext context)
    {
        List<Figure> figures = [];
        await MeasureAsync(context, figures, nodes: 100, seconds: context.Of(60, 5), rate: 1).ConfigureAwait(false);
        if (!context.IsQuick)
        {
            await MeasureAsync(context, figures, nodes: 100, seconds: 60, rate: 10).ConfigureAwait(false);
            await MeasureAsync(context, figures, nodes: 1_000, seconds: 15, rate: 1).ConfigureAwait(false);
            await MeasureAsync(context, figures, nodes: 10_000, seconds: 10, rate: 1).ConfigureAwait(false);
        }

        return new PartReport(BenchPart.Simulator, figures,
        [
            "The ns-3 scenario: random waypoint at 1 to 20 m/s in a square of 1,000 m x sqrt(N/100), 250 m range, 200 B messages by random senders from 1 s on, flooding, presence and peer exchange off, at most 64 links a node. The real machine and codec, signatures stood in for, links coming and going with their handshakes.",
            "Computing time is that of the run's thread. cpu/s is without the setting up of movement and contacts, which setup tells. messages is what messages add to a run without them and without pings; links is that run, in which links come, shake hands and go, as ns-3's flood has none; keepalive is everything, with messages and with the pings of every link. Each run is a process of its own, in which a small run goes before, so that the program is compiled; compile tells what that took.",
        ]);
    }

    private static async Task MeasureAsync(BenchContext context, List<Figure> figures, int nodes, int seconds, int rate)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"simulator.{nodes}{(rate == 1 ? "" : $".{rate}/s")}");
        int repetitions = nodes <= 100 ? context.Repetitions : nodes <= 1_000 ? Math.Min(3, context.Repetitions) : 1;
        IReadOnlyList<RunReport> bare = await RunAsync(context, new RunChildOptions(nodes, seconds, rate, KeepAlive: false), repetitions).ConfigureAwait(false);
        IReadOnlyList<RunReport> alive = await RunAsync(context, new RunChildOptions(nodes, seconds, rate, KeepAlive: true), repetitions).ConfigureAwait(false);
        IReadOnlyList<RunReport> silent = await RunAsync(context, new RunChildOptions(nodes, seconds, Rate: 0, KeepAlive: false), repetitions).ConfigureAwait(false);
        double silentSeconds = Of(silent, RunSeconds).Median;
        double silentFrames = Of(silent, run => run.Outcome.FramesReceived).Median;
        Figure cpu = new($"{name}.messages.cpu/s", "CPU-s", Of(bare, run => (RunSeconds(run) - silentSeconds) / run.Outcome.SimulatedSeconds));
        Figure received = new($"{name}.messages.frames", "frames/CPU-s", Of(bare, run => (run.Outcome.FramesReceived - silentFrames) / (RunSeconds(run) - silentSeconds)));
        Figure memory = new($"{name}.memory", "MB", Of(alive, run => run.PeakBytes / 1e6));
        figures.Add((nodes, rate) switch { (100, 1) => cpu.AtMost(0.005), (1_000, 1) => cpu.AtMost(0.1), _ => cpu });
        figures.Add(new Figure($"{name}.links.cpu/s", "CPU-s", Of(silent, PerSimulatedSecond)));
        figures.Add(new Figure($"{name}.keepalive.cpu/s", "CPU-s", Of(alive, PerSimulatedSecond)));
        figures.Add(received.AtLeast(250_000));
        figures.Add(new Figure($"{name}.keepalive.frames", "frames/CPU-s", Of(alive, run => run.Outcome.FramesReceived / RunSeconds(run))).AtLeast(250_000));
        figures.Add(new Figure($"{name}.events", "events/CPU-s", Of(bare, run => run.Outcome.Events / RunSeconds(run))));
        figures.Add(new Figure($"{name}.keepalive.events", "events/CPU-s", Of(alive, run => run.Outcome.Events / RunSeconds(run))));
        figures.Add(new Figure($"{name}.setup", "CPU-s", Of(bare, run => run.SetupCpuSeconds)));
        figures.Add(new Figure($"{name}.compile", "CPU-s", Of(bare, run => run.WarmUpCpuSeconds)));
        figures.Add(new Figure($"{name}.delivery", "share", Of(bare, run => run.Outcome.Delivery)));
        figures.Add(nodes == 10_000 ? memory.AtMost(1_000) : memory);
    }

    private static double RunSeconds(RunReport run) => run.Outcome.CpuSeconds - run.SetupCpuSeconds;

    private static double PerSimulatedSecond(RunReport run) => RunSeconds(run) / run.Outcome.SimulatedSeconds;

    private static Reading Of(IReadOnlyList<RunReport> runs, Func<RunReport, double> figure) => Reading.Of([.. runs.Select(figure)]);

    private static async Task<IReadOnlyList<RunReport>> RunAsync(BenchContext context, RunChildOptions options, int repetitions)
    {
        List<RunReport> reports = [];
        for (int i = 0; i < repetitions; i++)
        {
            context.Tell(FormattableString.Invariant($"simulator: {options.Nodes} nodes, {options.Rate} msg/s, {(options.KeepAlive ? "with" : "without")} keep-alive, run {i + 1} of {repetitions}"));
            string[] arguments =
            [
                ChildCommand.Run,
                "--nodes", options.Nodes.ToString(CultureInfo.InvariantCulture),
                "--seconds", options.Seconds.ToString(CultureInfo.InvariantCulture),
                "--rate", options.Rate.ToString(CultureInfo.InvariantCulture),
                .. options.KeepAlive ? ["--keep-alive"] : Array.Empty<string>(),
            ];
            ChildProcess child = ChildProcess.Start(arguments, asMesh: false);
            await using (child.ConfigureAwait(false))
            {
                reports.Add(NodeGroup.Read<RunReport>(await child.AnswerAsync("run", TimeSpan.FromMinutes(15), context.CancellationToken).ConfigureAwait(false)));
            }
        }

        return reports;
    }
}
