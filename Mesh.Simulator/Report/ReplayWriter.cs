using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Report;

/// <summary>Writes the animated replay of one run as one page that needs nothing beside itself. The same run gives the same bytes.</summary>
internal static class ReplayWriter
{
    /// <summary>Writes the page.</summary>
    /// <param name="output">Where to; stays open.</param>
    /// <param name="result">The run's figures.</param>
    /// <param name="collected">What happened in it.</param>
    public static void Write(TextWriter output, RunResult result, ReplayCollector collected)
    {
        collected.Frames.Settle();
        HtmlPage.Write(output, "replay", "mesh-sim: " + result.Scenario, "", json => ReplayFigures.Write(json, result, collected));
    }
}
