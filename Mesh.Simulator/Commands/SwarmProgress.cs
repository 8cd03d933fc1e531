using System.Diagnostics;
using System.Globalization;
using Mesh.Simulator.Runs;

namespace Mesh.Simulator.Commands;

/// <summary>A line on a terminal that tells how many runs of a swarm are done. Elsewhere it is silent.</summary>
internal sealed class SwarmProgress : IDisposable
{
    private const string Clear = "\r\u001b[K";

    private readonly TextWriter _error;
    private readonly int _most;
    private readonly bool _isShown;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private int _done;

    /// <summary>Begins.</summary>
    /// <param name="error">Where it is written.</param>
    /// <param name="most">How many runs there will be; 0 when a time decides.</param>
    public SwarmProgress(TextWriter error, int most)
    {
        _error = error;
        _most = most;
        _isShown = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    }

    /// <summary>A run is done.</summary>
    public void Done(RunResult result)
    {
        _done++;
        if (_isShown)
        {
            string of = _most > 0 ? FormattableString.Invariant($" of {_most}") : "";
            _error.Write(string.Create(CultureInfo.InvariantCulture, $"{Clear}{_done}{of} runs in {_watch.Elapsed.TotalSeconds:F0} s, now seed {result.Seed}"));
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        if (_isShown)
        {
            _error.Write(Clear);
        }
    }
}
