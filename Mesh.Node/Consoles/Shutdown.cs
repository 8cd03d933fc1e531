using System.Runtime.InteropServices;

namespace Mesh.Node.Consoles;

/// <summary>
/// Turns the signals that ask a process to end into one cancellation, so that the node says goodbye. If that takes too long the process ends all the same,
/// and a second signal ends it at once.
/// </summary>
internal sealed class Shutdown : IDisposable
{
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromMilliseconds(1_900);

    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Timer _deadline;

    public Shutdown()
    {
        _deadline = new Timer(_ => Environment.Exit(0));
        _registrations = [.. ((PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP]).Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _deadline.Dispose();
        _asked.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        if (_asked.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        _deadline.Change(GoodbyePatience, Timeout.InfiniteTimeSpan);
        _asked.Cancel();
    }
}
