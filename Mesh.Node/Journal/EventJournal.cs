using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Lines;

namespace Mesh.Node.Journal;

/// <summary>
/// The latest events, numbered in one order and bounded. Readers hold a place in it and no queue, so that a thousand of them cost nothing more, and
/// one that is overtaken learns that it missed something. Thread-safe.
/// </summary>
internal sealed class EventJournal
{
    /// <summary>Entries that a cursor takes at a time.</summary>
    private const int BatchMax = 256;

    private const int RunBytes = 5;
    private const int RunLetters = 8;

    private readonly Lock _lock = new();
    private readonly JournalRing[] _lanes;
    private readonly RoomIndex _rooms = new();
    private TaskCompletionSource? _changed;
    private long _head;
    private int _readers;

    public EventJournal(JournalLimits limits)
    {
        Run = LetterCode.Of(RandomNumberGenerator.GetBytes(RunBytes))[..RunLetters];
        _lanes = [.. Enum.GetValues<JournalLane>().Select(limits.Ring)];
    }

    /// <summary>What tells this run of the node from others.</summary>
    public string Run { get; }

    /// <summary>The place behind the newest event.</summary>
    public JournalPlace Head
    {
        get
        {
            lock (_lock)
            {
                return new JournalPlace(Run, _head);
            }
        }
    }

    /// <summary>How many cursors are open.</summary>
    public int ReaderCount => Volatile.Read(ref _readers);

    /// <summary>How many entries and bytes a lane holds.</summary>
    public (int Count, long Bytes) SizeOf(JournalLane lane)
    {
        lock (_lock)
        {
            return (_lanes[(int)lane].Count, _lanes[(int)lane].Bytes);
        }
    }

    /// <summary>Adds an event; its number is appended to its object as "n".</summary>
    public void Append(JournalLane lane, JournalSubject subject, JsonLine body)
    {
        string text = body.ToString();
        byte[] open = Encoding.UTF8.GetBytes(text, 0, text.Length - 1);
        TaskCompletionSource? changed;
        lock (_lock)
        {
            long number = ++_head;
            byte[] tail = Encoding.UTF8.GetBytes($",\"n\":\"{new JournalPlace(Run, number)}\"}}");
            JournalEntry entry = new(number, lane, subject, (byte[])[.. open, .. tail]);
            _lanes[(int)lane].Add(entry, _rooms.Remove);
            _rooms.Add(entry);
            changed = _changed;
            _changed = null;
        }

        changed?.TrySetResult();
    }

    /// <summary>Reads from a place on; null: from now on.</summary>
    public JournalCursor Open(JournalView view, JournalPlace? after)
    {
        Interlocked.Increment(ref _readers);
        lock (_lock)
        {
            bool isOurs = after?.Run == Run && after.Value.Number <= _head;
            long number = after is null ? _head : isOurs ? after.Value.Number : 0;
            return new JournalCursor(this, view, number, isRestarted: after is not null && !isOurs);
        }
    }

    /// <summary>A page of a room's messages.</summary>
    /// <param name="room">The room.</param>
    /// <param name="after">Only later ones, from the earliest on; null: no bound.</param>
    /// <param name="before">Only earlier ones; null: no bound.</param>
    /// <param name="limit">At most so many.</param>
    /// <returns>Oldest first, and whether there are more on the other side of the bound.</returns>
    public (IReadOnlyList<JournalEntry> Messages, bool HasMore) History(string room, long? after, long? before, int limit)
    {
        lock (_lock)
        {
            return _rooms.Page(room, after, before, limit);
        }
    }

    /// <summary>The place before the latest messages, so many of them, of one room or of all; with the place behind the newest event when there are none.</summary>
    public JournalPlace Before(string? room, int messages)
    {
        lock (_lock)
        {
            JournalRing lane = _lanes[(int)JournalLane.Rooms];
            long number = _head;
            for (int i = lane.Count - 1, found = 0; i >= 0 && found < messages; i--)
            {
                if (lane[i].Subject is { Event: JournalSubject.Message } subject && (room is null || subject.Room == room))
                {
                    number = lane[i].Number - 1;
                    found++;
                }
            }

            return new JournalPlace(Run, number);
        }
    }

    /// <summary>The room of a message that is still held; null when it is not.</summary>
    public string? RoomOf(string messageId)
    {
        lock (_lock)
        {
            JournalRing lane = _lanes[(int)JournalLane.Rooms];
            for (int i = lane.Count - 1; i >= 0; i--)
            {
                if (lane[i].Subject.MessageId == messageId)
                {
                    return lane[i].Subject.Room;
                }
            }

            return null;
        }
    }

    internal void Close() => Interlocked.Decrement(ref _readers);

    /// <summary>What is there for a view behind a number; the number moves behind all that was looked at.</summary>
    internal JournalBatch Read(JournalView view, ref long number)
    {
        List<JournalEntry> found = [];
        lock (_lock)
        {
            bool isOvertaken = false;
            Span<int> next = stackalloc int[_lanes.Length];
            for (int lane = 0; lane < _lanes.Length; lane++)
            {
                bool isFollowed = view.Follows((JournalLane)lane);
                next[lane] = isFollowed ? _lanes[lane].IndexAfter(number) : _lanes[lane].Count;
                isOvertaken |= isFollowed && lane != (int)JournalLane.Topology && _lanes[lane].EvictedUpTo > number;
            }

            while (found.Count < BatchMax && Earliest(next) is { } entry)
            {
                next[(int)entry.Lane]++;
                number = entry.Number;
                if (view.Wants(entry))
                {
                    found.Add(entry);
                }
            }

            number = found.Count < BatchMax ? _head : number;
            return new JournalBatch(isOvertaken ? "evicted" : null, found);
        }
    }

    /// <summary>Completes when there is an event behind a number.</summary>
    internal Task WaitAsync(long number)
    {
        lock (_lock)
        {
            return _head > number ? Task.CompletedTask : (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private JournalEntry? Earliest(ReadOnlySpan<int> next)
    {
        JournalEntry? earliest = null;
        for (int lane = 0; lane < _lanes.Length; lane++)
        {
            JournalEntry? candidate = next[lane] < _lanes[lane].Count ? _lanes[lane][next[lane]] : null;
            earliest = candidate is not null && (earliest is null || candidate.Number < earliest.Number) ? candidate : earliest;
        }

        return earliest;
    }
}
