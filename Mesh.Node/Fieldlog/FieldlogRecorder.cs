using System.Globalization;
using Mesh.Node.Chat;
using Mesh.Node.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Mesh.Node.Fieldlog;

/// <summary>
/// Writes what happens at a node into a field log. It reads the node's events like everybody else, from a bounded queue: a disk that is slow costs events,
/// which are counted as a gap, and never holds up the node. A disk that fails ends the recording, and the node goes on.
/// </summary>
internal sealed class FieldlogRecorder : IAsyncDisposable
{
    private const string Dropped = "events-dropped";

    /// <summary>How often what was recorded is handed to the system.</summary>
    private static readonly TimeSpan TickTime = TimeSpan.FromSeconds(1);

    /// <summary>Ticks until the disk has it.</summary>
    private const int SyncTicks = 5;

    /// <summary>Ticks between two samples of round trips.</summary>
    private const int RoundTripTicks = 10;

    /// <summary>Ticks between two looks at the wall clock.</summary>
    private const int ClockTicks = 60;

    /// <summary>An event that waited longer than this has a wall clock in it that was set meanwhile.</summary>
    private static readonly TimeSpan LagMax = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    /// <summary>How long the events of the last moments have to come.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromMilliseconds(50);

    private readonly IChatNode _node;
    private readonly FieldlogFile _file;
    private readonly FieldlogLines _lines;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _reading = new();
    private readonly HashSet<PeerId> _up = [];
    private IReadOnlyList<string> _rooms = [];
    private Task _recording = Task.CompletedTask;
    private TimeSpan _last;
    private long _began;
    private long _ticks;

    private FieldlogRecorder(IChatNode node, FieldlogFile file, TimeProvider time, ILogger logger)
    {
        _node = node;
        _file = file;
        _lines = new FieldlogLines(node.Network);
        _time = time;
        _logger = logger;
    }

    /// <summary>Begins to record; nothing that happens from now on is missed.</summary>
    /// <param name="node">Whose events.</param>
    /// <param name="file">Where to; closed with the recorder.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="logger">Told when the disk fails.</param>
    public static FieldlogRecorder Start(IChatNode node, FieldlogFile file, TimeProvider time, ILogger logger)
    {
        FieldlogRecorder recorder = new(node, file, time, logger);
        IAsyncEnumerable<MeshEvent> events = node.ReadEventsAsync(recorder._reading.Token);
        recorder._recording = Task.Run(() => recorder.RecordAsync(events));
        return recorder;
    }

    /// <summary>Writes what has happened by now and the end, and closes the file; within a second, whatever the disk does.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _recording.WaitAsync(ClosePatience, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RecordAsync(IAsyncEnumerable<MeshEvent> events)
    {
        try
        {
            Begin();
            await FollowAsync(events);
            _file.Append(FieldlogLines.End(Now()));
            _file.Flush(toDisk: true);
        }
        catch (Exception fault) when (FieldlogFile.IsOfDisk(fault))
        {
            CommandLog.RecordingEnded(_logger, _file.Path, fault.Message);
        }
        finally
        {
            _file.Dispose();
        }
    }

    private async Task FollowAsync(IAsyncEnumerable<MeshEvent> events)
    {
        await using IAsyncEnumerator<MeshEvent> reader = events.GetAsyncEnumerator(_reading.Token);
        Task<bool> next = reader.MoveNextAsync().AsTask();
        try
        {
            Task tick = Task.Delay(TickTime, _time, _stopping.Token);
            while (true)
            {
                if (!next.IsCompleted)
                {
                    await Task.WhenAny(next, tick);
                }

                if (tick.IsCompleted)
                {
                    await tick;
                    Tick();
                    tick = Task.Delay(TickTime, _time, _stopping.Token);
                }

                if (next.IsCompleted)
                {
                    if (!await next)
                    {
                        return;
                    }

                    Note(reader.Current);
                    next = reader.MoveNextAsync().AsTask();
                }
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            while (await Task.WhenAny(next, Task.Delay(DrainTime)) == next && next.IsCompletedSuccessfully && await next)
            {
                Note(reader.Current);
                next = reader.MoveNextAsync().AsTask();
            }
        }
        finally
        {
            // The reader must not be disposed while it is asked; its complaint would stand for why the record ended.
            await _reading.CancelAsync();
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Begin()
    {
        _began = _time.GetTimestamp();
        _last = TimeSpan.Zero;
        _up.Clear();
        _rooms = [.. _node.Rooms];
        _file.Append(FieldlogLines.Header(_node.Id, _time.GetUtcNow(), _time.GetElapsedTime(0, _began)));
        _file.Append(_lines.Rooms(TimeSpan.Zero, _rooms));
        Reconcile();
        _file.Flush(toDisk: true);
    }

    private void Note(MeshEvent happened)
    {
        switch (happened)
        {
            case LinkUp up when _up.Add(up.Link.Peer):
                _file.Append(FieldlogLines.LinkUp(At(up), up.Link, isStanding: false));
                break;
            case LinkDown down when _up.Remove(down.Link.Peer):
                _file.Append(FieldlogLines.LinkDown(At(down), down.Link.Peer));
                break;
            case MessageQueued queued:
                _file.Append(_lines.Published(At(queued), queued.Message));
                break;
            case MessageReceived received:
                _file.Append(_lines.Received(At(received), received.Message));
                break;
            case Notice { Code: Dropped } notice:
                _file.Append(FieldlogLines.Gap(Now(), CountIn(notice.Text)));
                Reconcile();
                break;
            default:
                break;
        }
    }

    private void Tick()
    {
        _ticks++;
        if (_file.IsFull)
        {
            _file.BeginNext();
            Begin();
        }

        if (!_rooms.SequenceEqual(_node.Rooms))
        {
            _rooms = [.. _node.Rooms];
            _file.Append(_lines.Rooms(Now(), _rooms));
        }

        if (_ticks % RoundTripTicks == 0)
        {
            foreach (MeshLink link in _node.Links.Where(link => link.RoundTrip is not null))
            {
                _file.Append(FieldlogLines.RoundTrip(Now(), link.Peer, link.RoundTrip!.Value));
            }
        }

        if (_ticks % ClockTicks == 0)
        {
            _file.Append(FieldlogLines.Clock(Now(), _time.GetUtcNow()));
        }

        _file.Flush(toDisk: _ticks % SyncTicks == 0);
    }

    /// <summary>Brings the record to the links that stand, where events that led to them were before the record or got lost.</summary>
    private void Reconcile()
    {
        IReadOnlyList<MeshLink> links = _node.Links;
        foreach (PeerId gone in _up.Where(peer => links.All(link => link.Peer != peer)).ToArray())
        {
            _up.Remove(gone);
            _file.Append(FieldlogLines.LinkDown(Now(), gone));
        }

        foreach (MeshLink link in links.Where(link => _up.Add(link.Peer)))
        {
            _file.Append(FieldlogLines.LinkUp(Now(), link, isStanding: true));
        }
    }

    private TimeSpan Now() => _last = Later(_time.GetElapsedTime(_began));

    /// <summary>When an event happened, by the clock that nobody sets: as long ago as the wall clock says that it waited to be read.</summary>
    private TimeSpan At(MeshEvent happened)
    {
        TimeSpan lag = _time.GetUtcNow() - happened.At;
        return _last = Later(_time.GetElapsedTime(_began) - (lag > TimeSpan.Zero && lag < LagMax ? lag : TimeSpan.Zero));
    }

    private TimeSpan Later(TimeSpan at) => at > _last ? at : _last;

    private static long CountIn(string text) =>
        long.TryParse(text.AsSpan(0, Math.Max(0, text.IndexOf(' ', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out long count) ? count : 1;
}
