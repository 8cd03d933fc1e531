using System.Security.Cryptography;
using System.Text;
using Mesh.Node.Journal;

namespace Mesh.Node.Web;

/// <summary>
/// Invitations and the guests who came with them, in memory only. Bounded: what has expired goes first; beyond that nobody else is invited until
/// something ends. A timer ends what is over, whether or not anybody asks. Only hashes of tokens are kept, so that looking one up tells nothing by its
/// time. Thread-safe.
/// </summary>
internal sealed class GuestBook : IDisposable
{
    /// <summary>Invitations at a time.</summary>
    public const int InvitesMax = 64;

    /// <summary>Guests at a time on one invitation: a class that scans one code from the wall.</summary>
    public const int SeatsPerInviteMax = 64;

    /// <summary>Guests at a time.</summary>
    public const int SeatsMax = 512;

    /// <summary>The longest invitation: a week.</summary>
    public static readonly TimeSpan LifeMax = TimeSpan.FromDays(7);

    /// <summary>The longest sleep of the timer, which runs by another clock than invitations: one that was set, or stood while the machine slept, costs no more.</summary>
    private static readonly TimeSpan SleepMax = TimeSpan.FromMinutes(1);

    private const int IdBytes = 5;
    private const int TokenBytes = 20;

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Dictionary<string, Entry> _invites = [];
    private readonly Dictionary<string, (Entry Invite, GuestSeat Seat)> _seats = [];
    private ITimer? _timer;
    private bool _isDisposed;

    public GuestBook(TimeProvider time)
    {
        _time = time;
    }

    /// <summary>What is open now.</summary>
    public IReadOnlyList<(GuestInvite Invite, IReadOnlyList<string> Guests)> Invites
    {
        get
        {
            lock (_lock)
            {
                Expire();
                return [.. _invites.Values.Select(entry => (entry.Invite, (IReadOnlyList<string>)[.. entry.Seats.Values.Select(seat => seat.Name)]))];
            }
        }
    }

    /// <summary>Invites to a room.</summary>
    /// <returns>The invitation and its token, or null when there are too many.</returns>
    public (GuestInvite Invite, string Token)? Invite(string room, TimeSpan life)
    {
        lock (_lock)
        {
            Expire();
            if (_invites.Count >= InvitesMax)
            {
                return null;
            }

            string token = NewToken();
            GuestInvite invite = new(LetterCode.Of(RandomNumberGenerator.GetBytes(IdBytes)), room, _time.GetUtcNow() + life);
            _invites.Add(KeyOf(token), new Entry(invite));
            Arm();
            return (invite, token);
        }
    }

    /// <summary>The invitation of that token; null when it is unknown or over.</summary>
    public GuestInvite? FindInvite(string inviteToken)
    {
        lock (_lock)
        {
            Expire();
            return _invites.TryGetValue(KeyOf(inviteToken), out Entry? entry) ? entry.Invite : null;
        }
    }

    /// <summary>A guest comes with an invitation's token and gets a seat's own.</summary>
    /// <returns>The seat and its token; null when the invitation is unknown or over; a null seat when all are taken or the name is.</returns>
    public (GuestSeat? Seat, string Token)? Seat(string inviteToken, string name)
    {
        lock (_lock)
        {
            Expire();
            if (!_invites.TryGetValue(KeyOf(inviteToken), out Entry? entry))
            {
                return null;
            }

            if (entry.Seats.Count >= SeatsPerInviteMax || _seats.Count >= SeatsMax || IsTaken(entry.Invite.Room, name))
            {
                return (null, string.Empty);
            }

            string token = NewToken();
            return (Add(entry, KeyOf(token), name), token);
        }
    }

    /// <summary>Whose token that is. An invitation's own token is a seat as well, for programs that take no other; its name is drawn until the guest gives one.</summary>
    public GuestSeat? Find(string token)
    {
        string key = KeyOf(token);
        lock (_lock)
        {
            Expire();
            if (_seats.TryGetValue(key, out (Entry Invite, GuestSeat Seat) found))
            {
                return found.Seat;
            }

            return _invites.TryGetValue(key, out Entry? entry) && _seats.Count < SeatsMax ? Add(entry, key, $"guest-{entry.Invite.Id[..4]}") : null;
        }
    }

    /// <summary>Changes a guest's nickname.</summary>
    /// <returns>False when another guest in that room has it.</returns>
    public bool Rename(GuestSeat seat, string name)
    {
        lock (_lock)
        {
            if (seat.Name != name && IsTaken(seat.Invite.Room, name))
            {
                return false;
            }

            seat.Name = name;
            return true;
        }
    }

    /// <summary>Takes an invitation back; its guests go.</summary>
    /// <returns>False when there is none of that name.</returns>
    public bool Revoke(string id)
    {
        lock (_lock)
        {
            string? key = _invites.Where(pair => pair.Value.Invite.Id == id).Select(pair => pair.Key).FirstOrDefault();
            if (key is null)
            {
                return false;
            }

            Remove(key);
            return true;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _timer?.Dispose();
        }
    }

    private GuestSeat Add(Entry entry, string key, string name)
    {
        GuestSeat seat = new(entry.Invite, key, name, entry.Ended);
        entry.Seats.Add(key, seat);
        _seats.Add(key, (entry, seat));
        return seat;
    }

    private bool IsTaken(string room, string name) =>
        _seats.Values.Any(held => held.Seat.Invite.Room == room && string.Equals(held.Seat.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>One timer, for the earliest end.</summary>
    private void Arm()
    {
        _timer?.Dispose();
        _timer = null;
        if (_invites.Count > 0 && !_isDisposed)
        {
            TimeSpan left = _invites.Values.Min(entry => entry.Invite.Until) - _time.GetUtcNow();
            _timer = _time.CreateTimer(_ => Wake(), null, TimeSpan.FromTicks(Math.Clamp(left.Ticks, 1, SleepMax.Ticks)), Timeout.InfiniteTimeSpan);
        }
    }

    private void Wake()
    {
        lock (_lock)
        {
            Expire();
            Arm();
        }
    }

    private void Expire()
    {
        DateTimeOffset now = _time.GetUtcNow();
        foreach (string key in _invites.Where(pair => pair.Value.Invite.Until <= now).Select(pair => pair.Key).ToArray())
        {
            Remove(key);
        }
    }

    private void Remove(string key)
    {
        _invites.Remove(key, out Entry? entry);
        foreach (string seat in entry!.Seats.Keys)
        {
            _seats.Remove(seat);
        }

        // What hangs on it runs elsewhere, not under the lock.
        _ = entry.Ended.CancelAsync();
    }

    private static string NewToken() => LetterCode.Of(RandomNumberGenerator.GetBytes(TokenBytes));

    private static string KeyOf(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    /// <summary>An invitation with its guests.</summary>
    private sealed record Entry(GuestInvite Invite)
    {
        public Dictionary<string, GuestSeat> Seats { get; } = [];

        public CancellationTokenSource Ended { get; } = new();
    }
}
