using System.Diagnostics;
using System.Runtime.InteropServices;
using Mesh.Simulator.Bench.Parts;

namespace Mesh.Simulator.Bench;

/// <summary>Runs parts of the bench one after the other.</summary>
internal static class BenchRun
{
    /// <summary>Runs them.</summary>
    /// <param name="parts">Which, in the order of <see cref="BenchPart"/>.</param>
    /// <param name="context">How thoroughly, and who is told.</param>
    /// <param name="done">Is told each part's report as it comes.</param>
    /// <exception cref="BenchFault">Something could not be measured.</exception>
    public static async Task<BenchReport> RunAsync(IReadOnlyCollection<BenchPart> parts, BenchContext context, Action<PartReport> done)
    {
        List<PartReport> reports = [];
        foreach (BenchPart part in parts.Distinct().Order())
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            double? before = Machine.Load();
            long begin = Stopwatch.GetTimestamp();
            PartReport report = await MeasureAsync(part, context).ConfigureAwait(false);
            report = report with { Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds, LoadBefore = before, LoadAfter = Machine.Load() };
            reports.Add(report);
            done(report);
        }

        return new BenchReport
        {
            Processor = Machine.Processor(),
            Cores = Environment.ProcessorCount,
            System = RuntimeInformation.OSDescription,
            Runtime = RuntimeInformation.FrameworkDescription,
            IsDebugBuild = IsDebugBuild(),
            IsQuick = context.IsQuick,
            Parts = reports,
            Anchors = [.. Anchors.All.Where(anchor => reports.Any(report => report.Part == anchor.Part))],
        };
    }

    /// <summary>Whether the library under measurement was compiled without optimisation.</summary>
    public static bool IsDebugBuild() =>
        typeof(MeshNode).Assembly.GetCustomAttributes(typeof(DebuggableAttribute), inherit: false).OfType<DebuggableAttribute>().Any(attribute => attribute.IsJITOptimizerDisabled);

    private static Task<PartReport> MeasureAsync(BenchPart part, BenchContext context) => part switch
    {
        BenchPart.Codec => CodecPart.RunAsync(context),
        BenchPart.Sign => SignPart.RunAsync(context),
        BenchPart.Link => LinkPart.RunAsync(context),
        BenchPart.Chain => ChainPart.RunAsync(context),
        BenchPart.Mesh => MeshPart.RunAsync(context),
        BenchPart.Topics => TopicsPart.RunAsync(context),
        BenchPart.Wamp => WampPart.RunAsync(context),
        BenchPart.Simulator => SimulatorPart.RunAsync(context),
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "There is no such part."),
    };
}
