using System.Text;
using System.Text.Json;
using Mesh.Node.Api;
using Mesh.Node.Journal;
using Mesh.Node.Lines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mesh.Node.Web;

/// <summary>A room's messages over plain HTTP: POST says something, GET reads, and waits for something new where asked to.</summary>
internal sealed class MessageEndpoints
{
    /// <summary>The longest wait: below the minute after which proxies cut what is silent.</summary>
    public const int WaitSecondsMax = 60;

    private const int LimitDefault = 100;
    private const int LimitMax = 500;

    private readonly PageContext _page;

    public MessageEndpoints(PageContext page)
    {
        _page = page;
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/rooms/{room}/messages", context => GuardedAsync(context, SayAsync));
        routes.MapGet("/rooms/{room}/messages", context => GuardedAsync(context, ReadAsync));
    }

    /// <summary>Runs an endpoint and tells what a client got wrong.</summary>
    public static async Task GuardedAsync(HttpContext context, Func<HttpContext, Task> endpoint)
    {
        try
        {
            await endpoint(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client is gone.
        }
        catch (Exception fault) when (!context.Response.HasStarted && ApiFault.Of(fault, request: null) is { } error)
        {
            string code = fault is ApiException told ? told.Code : JsonDocument.Parse(error.ToString()).RootElement.GetProperty("code").GetString()!;
            await WebAnswer.WriteAsync(context, ApiStatus.Of(code), error);
        }
    }

    private async Task SayAsync(HttpContext context)
    {
        if (!await CommandEndpoints.IsPacedAsync(_page, context))
        {
            return;
        }

        string room = RoomOf(context);
        byte[] body = await RequestBody.ReadAsync(context);
        (string text, MessageKind kind) = RequestBody.IsJson(context.Request) ? Parse(body) : (PlainText(body), MessageKind.Text);
        await using ApiSession session = new(_page.Api, context.Features.Get<Visitor>()!, view: null, (_, _) => ValueTask.CompletedTask);
        RoomMessage message = await _page.Desk.SayAsync(session, room, text, kind, context.RequestAborted);
        await WebAnswer.WriteAsync(context, StatusCodes.Status201Created, RoomCommands.Queued(message));
    }

    private async Task ReadAsync(HttpContext context)
    {
        string room = RoomOf(context);
        Visitor visitor = context.Features.Get<Visitor>()!;
        RoomCommands.CheckRoom(_page.Api, room, visitor);
        StreamQuery query = new(context.Request);
        JournalPlace? after = query.Place("after");
        long? before = Ours(query.Place("before"));
        int limit = query.Number("limit", 1, LimitMax, LimitDefault);
        int wait = query.Number("wait", 0, WaitSecondsMax, otherwise: 0);
        bool isRestarted = after is { } place && Ours(place) is null;
        long? from = after is null ? null : Ours(after) ?? 0;
        EventJournal journal = _page.Api.Journal;
        JournalPlace head = journal.Head;
        (IReadOnlyList<JournalEntry> Messages, bool HasMore) found = journal.History(room, from, before, limit);
        if (found.Messages.Count == 0 && wait > 0 && before is null && !isRestarted)
        {
            using IDisposable? stream = StreamSeat.Open(_page, context, visitor);
            if (stream is null)
            {
                await WebAnswer.SlowDownAsync(context, TimeSpan.FromSeconds(5), "Too many connections are open from here; close one.");
                return;
            }

            await WaitAsync(context, room, from ?? head.Number, TimeSpan.FromSeconds(wait));
            _page.Desk.CheckSeat(visitor);
            head = journal.Head;
            found = journal.History(room, from ?? 0, before, limit);
        }

        string next = found.Messages.Count == 0 || !found.HasMore ? head.ToString() : new JournalPlace(journal.Run, found.Messages[^1].Number).ToString();
        await WebAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonLine.Object()
            .With("room", room)
            .WithWhole("messages", found.Messages.Select(entry => entry.Utf8))
            .With("next", next)
            .With("more", found.HasMore)
            .With("reset", isRestarted ? "restarted" : null));
    }

    /// <summary>Waits until the room has a message behind a number, or long enough.</summary>
    private async Task WaitAsync(HttpContext context, string room, long number, TimeSpan patience)
    {
        using JournalCursor cursor = _page.Api.Journal.Open(new JournalView { Room = room, IsGuest = true }, new JournalPlace(_page.Api.Journal.Run, number));
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _page.Stopping, context.Features.Get<Visitor>()!.Seat?.Ended ?? default);
        using CancellationTokenSource limit = new(patience, _page.Api.Time);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(end.Token, limit.Token);
        try
        {
            while (!cursor.Read().Entries.Any(entry => entry.Subject.Event == JournalSubject.Message))
            {
                await cursor.WaitAsync().WaitAsync(over.Token);
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Nothing came in time, which is an answer as well.
        }
    }

    /// <summary>The number of a place of this run; null for one of another.</summary>
    private long? Ours(JournalPlace? place) => place is { } given && given.Run == _page.Api.Journal.Run ? given.Number : null;

    private static string RoomOf(HttpContext context) => (string)context.Request.RouteValues["room"]!;

    private static string PlainText(byte[] body)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (DecoderFallbackException fault)
        {
            throw new ApiException(ApiCode.BadRequest, "The text is no UTF-8.", fault);
        }
    }

    private static (string Text, MessageKind Kind) Parse(byte[] body)
    {
        ApiRequest request = ApiRequest.Fields("POST", body);
        return (request.Text("text"), request.Kind());
    }
}
