using System.Diagnostics;

namespace Mesh.Simulator.Bench;

/// <summary>Times a piece of work that is much shorter than the clock's noise, by doing it many times.</summary>
internal static class LoopTimer
{
    /// <summary>How often a second the work can be done on this thread.</summary>
    /// <param name="context">Decides how often and how long it is measured: 0.2 s each time, 10 ms in a quick run.</param>
    /// <param name="work">The work; its first calls are not counted.</param>
    /// <param name="perCall">How many units one call does.</param>
    public static Reading PerSecond(BenchContext context, Action work, int perCall = 1)
    {
        TimeSpan time = TimeSpan.FromMilliseconds(context.Of(200, 10));
        CountFor(time / 4, work);
        List<double> rates = [];
        for (int i = 0; i < context.Repetitions; i++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            rates.Add(CountFor(time, work) * perCall);
        }

        return Reading.Of(rates);
    }

    private static double CountFor(TimeSpan time, Action work)
    {
        long calls = 0;
        long atOnce = 1;
        Stopwatch watch = Stopwatch.StartNew();
        while (watch.Elapsed < time)
        {
            for (long i = 0; i < atOnce; i++)
            {
                work();
            }

            calls += atOnce;
            atOnce = Math.Min(atOnce * 2, 1_024);
        }

        return calls / watch.Elapsed.TotalSeconds;
    }
}
