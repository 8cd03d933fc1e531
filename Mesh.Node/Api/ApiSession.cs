using System.Security.Cryptography;
using Mesh.Node.Journal;
using Mesh.Node.Lines;
using Mesh.Node.Web;

namespace Mesh.Node.Api;

/// <summary>One client of the plain interfaces: who it is, what it follows, offers and waits for. Bounded in each. Thread-safe.</summary>
internal sealed class ApiSession : IAsyncDisposable
{
    /// <summary>Topics and patterns that one client follows.</summary>
    public const int TopicsMax = 256;

    private const long NumberMax = 1L << 53;

    private readonly Func<string, CancellationToken, ValueTask> _write;
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TopicFeed _topics;

    /// <param name="node">What commands work on.</param>
    /// <param name="visitor">Who it is.</param>
    /// <param name="view">What it sees of the journal; null for a client that only asks and reads no events.</param>
    /// <param name="write">Takes lines for the client, in order; waits while it is slow.</param>
    public ApiSession(ApiNode node, Visitor visitor, JournalView? view, Func<string, CancellationToken, ValueTask> write)
    {
        _topics = node.Topics;
        Ended = _ended.Token;
        Visitor = visitor;
        View = view;
        _write = write;
        Number = view?.Session is > 0 and { } number ? number : NewNumber();
        Offers = new ProcedureOffers(this, node.Realm);
        Calls = new CallTasks(this, node.Realm);
    }

    public Visitor Visitor { get; }

    /// <summary>What it sees of the journal; null for a client that reads no events.</summary>
    public JournalView? View { get; }

    /// <summary>By this publications and calls of it are known at this node.</summary>
    public long Number { get; }

    /// <summary>Procedures it offers.</summary>
    public ProcedureOffers Offers { get; }

    /// <summary>Calls it waits for.</summary>
    public CallTasks Calls { get; }

    /// <summary>Cancelled when the client is gone.</summary>
    public CancellationToken Ended { get; }

    /// <summary>The nickname of a guest, or null.</summary>
    public string? GuestName => Visitor.Seat?.Name ?? Visitor.GuestName;

    /// <summary>A number for a session, from 1.</summary>
    public static long NewNumber() => (BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & (NumberMax - 1)) + 1;

    /// <summary>Tells the client a line that is written already.</summary>
    public ValueTask WriteRawAsync(string line, CancellationToken cancellationToken) => _write(line, cancellationToken);

    /// <summary>Tells the client something.</summary>
    public ValueTask WriteAsync(JsonLine line, CancellationToken cancellationToken) => _write(line.ToString(), cancellationToken);

    /// <summary>Follows a topic.</summary>
    /// <param name="interest">The topic.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ApiException">Too many are followed.</exception>
    public async Task FollowAsync(TopicInterest interest, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (View!.Interests.Any(held => held.Topic == interest.Topic && held.Match == interest.Match))
            {
                return;
            }

            if (View.Interests.Count >= TopicsMax || !await _topics.FollowAsync(interest.Topic, interest.Match, cancellationToken))
            {
                throw new ApiException(ApiCode.TooMany, $"At most {TopicsMax} topics can be followed; unsubscribe from some, or use a prefix.");
            }

            View.Interests = [.. View.Interests, interest];
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Follows a topic no more; without effect when it is not followed.</summary>
    public async Task UnfollowAsync(string topic, TopicMatch match, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (View!.Interests.FirstOrDefault(held => held.Topic == topic && held.Match == match) is { } interest)
            {
                View.Interests = [.. View.Interests.Where(held => held != interest)];
                await _topics.UnfollowAsync(topic, match);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await Offers.DisposeAsync();
        await Calls.DisposeAsync();
        foreach (TopicInterest interest in View?.Interests ?? [])
        {
            await _topics.UnfollowAsync(interest.Topic, interest.Match);
        }

        _ended.Dispose();
        _turn.Dispose();
    }
}
