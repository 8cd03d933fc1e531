using Mesh.Node.Journal;
using Mesh.Node.Lines;
using Mesh.Node.Realm;
using Mesh.Node.Web;

namespace Mesh.Node.Api;

/// <summary>The commands about topics and procedures of the whole mesh. For the owner only.</summary>
internal sealed class RealmCommands
{
    private readonly ApiNode _node;

    public RealmCommands(ApiNode node)
    {
        _node = node;
    }

    /// <summary>Does a command of these; null when it is none. The result is null where the answer comes later, or never.</summary>
    public Task<JsonLine?>? Do(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        Func<ApiRequest, ApiSession, CancellationToken, Task<JsonLine?>>? command = request.Do switch
        {
            "publish" => PublishAsync,
            "call" => CallAsync,
            "subscribe" => SubscribeAsync,
            "unsubscribe" => UnsubscribeAsync,
            "register" => RegisterAsync,
            "unregister" => UnregisterAsync,
            "yield" => YieldAsync,
            "fail" => FailAsync,
            _ => null,
        };
        if (command is not null && session.Visitor.Role != VisitorRole.Owner)
        {
            throw new ApiException(ApiCode.Forbidden, "A guest has no part in topics and procedures.");
        }

        return command?.Invoke(request, session, cancellationToken);
    }

    private async Task<JsonLine?> PublishAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        PublishOptions options = new() { Publisher = session.Number, ExcludesPublisher = request.Switch("excludeMe", otherwise: true) };
        long publication = await _node.Realm.PublishAsync(Free(request.Text("topic")), request.Arguments(), options, cancellationToken);
        return JsonLine.Event("published").With("publication", publication);
    }

    private async Task<JsonLine?> CallAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        if (session.View is null)
        {
            return await session.Calls.ResultAsync(request, cancellationToken);
        }

        session.Calls.Begin(request);
        return null;
    }

    private async Task<JsonLine?> SubscribeAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckStream(session);
        string topic = request.Text("topic");
        TopicMatch match = request.Match();
        JournalPlace? after = request.Place("after");
        long since = _node.Journal.Head.Number;
        await session.FollowAsync(new TopicInterest(topic, match, since), cancellationToken);
        await ReplayAsync(session, new TopicInterest(topic, match, after?.Run == _node.Journal.Run ? after.Value.Number : since), since, cancellationToken);
        return JsonLine.Event("subscribed").With("topic", topic).With("match", JsonLines.KebabCase(match.ToString()));
    }

    /// <summary>What was published between the given place and now, as far as somebody at this node followed the topic and it is still held.</summary>
    private async Task ReplayAsync(ApiSession session, TopicInterest interest, long until, CancellationToken cancellationToken)
    {
        JournalView missed = new() { IsTopicsOnly = true, Session = session.Number, Interests = [interest] };
        using JournalCursor cursor = _node.Journal.Open(missed, new JournalPlace(_node.Journal.Run, interest.Since));
        while (cursor.Place.Number < until)
        {
            foreach (JournalEntry entry in cursor.Read().Entries.Where(entry => entry.Number <= until))
            {
                await session.WriteRawAsync(System.Text.Encoding.UTF8.GetString(entry.Utf8.Span), cancellationToken);
            }
        }
    }

    private static async Task<JsonLine?> UnsubscribeAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckStream(session);
        string topic = request.Text("topic");
        TopicMatch match = request.Match();
        await session.UnfollowAsync(topic, match, cancellationToken);
        return JsonLine.Event("unsubscribed").With("topic", topic).With("match", JsonLines.KebabCase(match.ToString()));
    }

    private static async Task<JsonLine?> RegisterAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckStream(session);
        string procedure = Free(request.Text("procedure"));
        await session.Offers.OfferAsync(procedure, request.Switch("idempotent", otherwise: false), cancellationToken);
        return JsonLine.Event("registered").With("procedure", procedure);
    }

    private static async Task<JsonLine?> UnregisterAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckStream(session);
        string procedure = request.Text("procedure");
        await session.Offers.WithdrawAsync(procedure);
        return JsonLine.Event("unregistered").With("procedure", procedure);
    }

    private static async Task<JsonLine?> YieldAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckStream(session);
        await session.Offers.YieldAsync(request.Text("call"), request.Arguments(), request.Switch("progress", otherwise: false)).WaitAsync(cancellationToken);
        return null;
    }

    private static Task<JsonLine?> FailAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        CheckStream(session);
        string error = request.Text("error");
        session.Offers.Fail(request.Text("call"), error, request.OptionalText("message") ?? $"The procedure answered '{Configuration.SettingValue.Shown(error)}'.", request.Arguments());
        return Task.FromResult<JsonLine?>(null);
    }

    private static string Free(string name) => NodeNames.Has(name)
        ? throw new ApiException(ApiCode.Forbidden, $"Names under '{NodeNames.First}.' belong to the node itself; choose another first part.")
        : name;

    private static void CheckStream(ApiSession session)
    {
        if (session.View is null)
        {
            throw new ApiException(ApiCode.NeedsStream, "This needs a connection that stays open: the WebSocket /chat, or for topics GET /events?topic=TOPIC.");
        }
    }
}
