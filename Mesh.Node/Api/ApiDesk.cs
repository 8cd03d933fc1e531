using Mesh.Node.Doctor;
using Mesh.Node.Lines;
using Mesh.Node.Ways;
using Mesh.Node.Web;

namespace Mesh.Node.Api;

/// <summary>Does what clients of the plain interfaces ask for (docs/api.md, "Commands"): the same over every way they come.</summary>
internal sealed class ApiDesk
{
    /// <summary>Rounds of one ping: the client's other commands wait for its end.</summary>
    private const int PingRoundsMax = 20;

    private static readonly string[] Help =
    [
        "send room text kind? | join room | leave room | nick name | rooms | who room | peers | topology",
        "ping peer count? intervalMs? | trace what | status",
        "history room before? after? limit? | turn slides slide room? | invite room minutes? | invites | revoke invite",
        "publish topic args? kwargs? excludeMe? | subscribe topic match? after? | unsubscribe topic match?",
        "call procedure args? kwargs? timeoutMs? progress? | register procedure idempotent? | unregister procedure",
        "yield call args? kwargs? progress? | fail call error message? args? | doctor | help",
    ];

    private readonly ApiNode _node;
    private readonly RoomCommands _rooms;
    private readonly RealmCommands _realm;
    private readonly InviteCommands _invites;
    private readonly WayRequests _ways;

    public ApiDesk(ApiNode node)
    {
        _node = node;
        _rooms = new RoomCommands(node);
        _realm = new RealmCommands(node);
        _invites = new InviteCommands(node);
        _ways = new WayRequests(node.Node, () => new NodePlaces(node.Places?.Local), node.Time, PingOptions.Short) { RoundsMax = PingRoundsMax };
    }

    /// <summary>Says something in a room, for clients that send no command.</summary>
    public Task<RoomMessage> SayAsync(ApiSession session, string room, string text, MessageKind kind, CancellationToken cancellationToken)
    {
        CheckSeat(session.Visitor);
        return _rooms.SayAsync(session, room, text, kind, cancellationToken);
    }

    /// <summary>Does a command.</summary>
    /// <returns>The answer, an error included; null when it comes later through the session, or when there is none.</returns>
    public async Task<JsonLine?> DoAsync(ReadOnlyMemory<byte> command, ApiSession session, CancellationToken cancellationToken)
    {
        ApiRequest? request = null;
        try
        {
            request = ApiRequest.Parse(command);
            CheckSeat(session.Visitor);
            return await DoAsync(request, session, cancellationToken);
        }
        catch (Exception fault) when (ApiFault.Of(fault, request) is { } error)
        {
            return error;
        }
    }

    /// <summary>A connection may outlast the invitation it came by for a moment; what is asked then is not done.</summary>
    /// <exception cref="ApiException">The guest's invitation is over.</exception>
    public void CheckSeat(Visitor visitor)
    {
        if (visitor.Seat is { } seat && (seat.Ended.IsCancellationRequested || seat.Invite.Until <= _node.Time.GetUtcNow()))
        {
            throw new ApiException(ApiCode.Unauthorized, "This invitation is over; ask for a new one.");
        }
    }

    private async Task<JsonLine?> DoAsync(ApiRequest request, ApiSession session, CancellationToken cancellationToken)
    {
        if (request.Do.Length == 0)
        {
            throw ApiRequest.NoCommand();
        }

        JsonLine? answer;
        if (request.Do == "help")
        {
            answer = JsonLine.Event("help").With("lines", Help);
        }
        else if (_rooms.Do(request, session, cancellationToken) is { } room)
        {
            answer = await room;
        }
        else if (_realm.Do(request, session, cancellationToken) is { } realm)
        {
            answer = await realm;
        }
        else if (LookAround(request, session, cancellationToken) is { } way)
        {
            answer = await way;
        }
        else if (_invites.Do(request, session, cancellationToken) is { } invite)
        {
            answer = await invite;
        }
        else if (request.Do == "doctor")
        {
            answer = await ExamineAsync(session.Visitor, cancellationToken);
        }
        else
        {
            throw new ApiException(ApiCode.NoSuchCommand, $"There is no command '{Configuration.SettingValue.Shown(request.Do)}'; {{\"do\":\"help\"}} lists them.");
        }

        return answer is null ? null : ApiReply.To(request, answer);
    }

    private Task<JsonLine>? LookAround(ApiRequest request, ApiSession session, CancellationToken cancellationToken) =>
        WayRequests.Has(request) && session.Visitor.Role != VisitorRole.Owner
            ? throw new ApiException(ApiCode.Forbidden, "A guest may not do that; ask whoever invited you.")
            : _ways.Do(request, told: null, cancellationToken);

    private async Task<JsonLine> ExamineAsync(Visitor visitor, CancellationToken cancellationToken) => visitor.Role == VisitorRole.Owner
        ? ExaminationJson.Of(await Examiner.ExamineAsync(_node.Node, _node.Time, cancellationToken))
        : throw new ApiException(ApiCode.Forbidden, "A guest sees nothing of the machine; ask whoever invited you.");
}
