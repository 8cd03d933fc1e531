using System.Threading.Channels;

namespace Mesh.Discovery.Static;

/// <summary>Runs one action over and over with a pause in between, and owns the bounded channel that it fills: the oldest sightings are dropped first.</summary>
internal sealed class SightingLoop : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(2);

    private readonly Channel<PeerSighting> _sightings;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _first;
    private readonly TimeSpan _period;
    private readonly Func<ChannelWriter<PeerSighting>, CancellationToken, Task> _action;
    private readonly CancellationTokenSource _stopping = new();
    private Task? _running;
    private int _disposed;

    /// <summary>Creates a loop that rests.</summary>
    /// <param name="sightingsMax">The channel's capacity.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="first">Pause before the first round.</param>
    /// <param name="period">Pause between rounds.</param>
    /// <param name="action">One round; must handle the environment's faults itself.</param>
    public SightingLoop(
        int sightingsMax,
        TimeProvider timeProvider,
        TimeSpan first,
        TimeSpan period,
        Func<ChannelWriter<PeerSighting>, CancellationToken, Task> action)
    {
        _sightings = Channel.CreateBounded<PeerSighting>(new BoundedChannelOptions(sightingsMax) { FullMode = BoundedChannelFullMode.DropOldest });
        _timeProvider = timeProvider;
        _first = first;
        _period = period;
        _action = action;
    }

    /// <summary>What was sighted.</summary>
    public ChannelReader<PeerSighting> Sightings => _sightings.Reader;

    /// <summary>Begins.</summary>
    /// <exception cref="InvalidOperationException">Called twice.</exception>
    /// <exception cref="ObjectDisposedException">Called after disposal.</exception>
    public void Start()
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (_running is not null)
        {
            throw new InvalidOperationException("Discovery was started already.");
        }

        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Stops within two seconds and completes the channel. Idempotent.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_running is not null)
        {
            await _running.WaitAsync(StopLimit, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _sightings.Writer.TryComplete();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        CancellationToken cancellationToken = _stopping.Token;
        await Task.Delay(_first, _timeProvider, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            await _action(_sightings.Writer, cancellationToken).ConfigureAwait(false);
            await Task.Delay(_period, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }
}
