using System.Security.Cryptography;

namespace Mesh.Node.Wamp;

/// <summary>The long-poll transports of a router by their ids. Whoever knows an id speaks for its session, so ids cannot be guessed. Thread-safe.</summary>
/// <param name="router">The router, whose limit of sessions bounds this table as well.</param>
internal sealed class LongPollTransports(WampRouter router)
{
    private const int IdBytes = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LongPollTransport> _byId = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _byId.Count;
            }
        }
    }

    /// <summary>Opens a transport; null when there are too many sessions.</summary>
    public string? TryOpen(WampSerialization serialization, WampRole visitor)
    {
        if (router.TryOpen(serialization, visitor) is not { } session)
        {
            return null;
        }

        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        LongPollTransport transport = new(session, router.Options.Time, _ => Abandon(id));
        lock (_lock)
        {
            _byId.Add(id, transport);
        }

        return id;
    }

    /// <summary>The transport of that id.</summary>
    public LongPollTransport? Find(string id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>Closes a transport.</summary>
    /// <returns>False when there is none of that id.</returns>
    public async Task<bool> CloseAsync(string id)
    {
        LongPollTransport? transport;
        lock (_lock)
        {
            _byId.Remove(id, out transport);
        }

        if (transport is null)
        {
            return false;
        }

        await transport.CloseAsync();
        return true;
    }

    /// <summary>Nobody awaits a timer; the closing tells its own faults.</summary>
    private void Abandon(string id) => _ = CloseAsync(id);
}
