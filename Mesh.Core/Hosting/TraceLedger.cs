using Mesh.Diagnostics;
using Mesh.Protocol;
using Microsoft.Extensions.Logging;

namespace Mesh.Hosting;

/// <summary>Counts and logs what the machine reports. Belongs to the pump.</summary>
internal sealed class TraceLedger
{
    private readonly MeshMetrics _metrics;
    private readonly ILogger _logger;

    public TraceLedger(MeshMetrics metrics, ILogger logger)
    {
        _metrics = metrics;
        _logger = logger;
    }

    public void Note(in MeshOutput output)
    {
        switch (output.Trace)
        {
            case TraceKind.Duplicate:
                _metrics.BundleDuplicate();
                break;
            case TraceKind.BundleTaken:
                _metrics.BundleTaken();
                break;
            case TraceKind.Ignored:
                _metrics.Refused("ignored");
                break;
            case TraceKind.Rejected:
                _metrics.Refused("rejected");
                break;
            case TraceKind.RateLimited:
                _metrics.Refused("rate-limited");
                break;
            case TraceKind.Grafted:
                _metrics.Happened("grafted");
                break;
            case TraceKind.Pruned:
                _metrics.Happened("pruned");
                break;
            case TraceKind.PayloadOverdue:
                _metrics.Happened("payload-overdue");
                break;
            case TraceKind.Pulled:
                _metrics.Happened("pulled");
                break;
            case TraceKind.Evicted:
                _metrics.Happened("evicted");
                break;
            case TraceKind.Suspect:
                _metrics.Happened("suspect");
                break;
            case TraceKind.None:
            default:
                break;
        }

        if (output.Trace is not (TraceKind.Duplicate or TraceKind.BundleTaken) && _logger.IsEnabled(LogLevel.Debug))
        {
            NodeLog.Trace(_logger, output.Trace, output.Link.Value, output.Number);
        }
    }
}
