using System.Security.Cryptography;
using Mesh.Node.Configuration;
using Mesh.Node.Lines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Mesh.Node.Web;

/// <summary>The events over plain HTTP, for whatever a browser and the proxies before it let through: event stream, endless lines, a frame of scripts, polls.</summary>
internal sealed class EventEndpoints
{
    private readonly PageContext _page;

    public EventEndpoints(PageContext page)
    {
        _page = page;
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", context => StreamAsync(context, new EventStreamForm()));
        routes.MapGet("/events/stream", context => StreamAsync(context, new LinesForm()));
        routes.MapGet("/events/frame", FrameAsync);
        routes.MapGet("/events/poll", context => MessageEndpoints.GuardedAsync(context, PollAsync));
    }

    private Task FrameAsync(HttpContext context)
    {
        string own = $"{context.Request.Scheme}://{context.Request.Host}";
        string target = context.Request.Query["origin"].ToString() is { Length: > 0 } asked ? asked : own;
        if (target != own && !_page.Guard.Origins.Contains(target))
        {
            return WebAnswer.RefuseAsync(
                context,
                StatusCodes.Status403Forbidden,
                "foreign-origin",
                $"Pages of {SettingValue.Shown(target)} may not frame this; if they should, start mesh with --page-origin {SettingValue.Shown(target)}.");
        }

        string nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' {string.Join(' ', _page.Guard.Origins.Where(origin => origin != "null"))}";
        context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        context.Response.Headers["Cross-Origin-Opener-Policy"] = "unsafe-none";
        return StreamAsync(context, new FrameForm(target, nonce));
    }

    private Task StreamAsync(HttpContext context, IStreamForm form) => MessageEndpoints.GuardedAsync(context, async _ =>
    {
        Visitor visitor = context.Features.Get<Visitor>()!;
        using IDisposable? stream = StreamSeat.Open(_page, context, visitor);
        if (stream is null)
        {
            await WebAnswer.SlowDownAsync(context, TimeSpan.FromSeconds(5), "Too many connections are open from here; close one.");
            return;
        }

        await using EventReader events = await EventReader.OpenAsync(_page, visitor, new StreamQuery(context.Request), historyDefault: 0, isRoomOnly: true, Nowhere);
        await RunAsync(context, form, events, visitor);
    });

    private async Task RunAsync(HttpContext context, IStreamForm form, EventReader events, Visitor visitor)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _page.Stopping, visitor.Seat?.Ended ?? default);
        context.Response.ContentType = form.ContentType;

        // nginx holds answers back until they are whole, unless told.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await context.Response.Body.WriteAsync(form.Begin(), end.Token);
            while (!end.IsCancellationRequested)
            {
                IReadOnlyList<EventLine> lines = events.Read();
                foreach (EventLine line in lines)
                {
                    await context.Response.Body.WriteAsync(form.Of(line), end.Token);
                }

                await context.Response.Body.FlushAsync(end.Token);
                if (lines.Count == 0 && !await HasMoreAsync(events, end.Token))
                {
                    await context.Response.Body.WriteAsync(form.Heartbeat, end.Token);
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // The client is gone, the invitation ended, or the page closes.
        }
    }

    /// <summary>Waits for events; false when a sign of life is due.</summary>
    private async Task<bool> HasMoreAsync(EventReader events, CancellationToken cancellationToken)
    {
        try
        {
            await events.WaitAsync().WaitAsync(_page.Limits.HeartbeatSpan, _page.Api.Time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>A poll has no "ready": /status tells the same. Its places are those of the stream, so it goes on where any other way stopped.</summary>
    private async Task PollAsync(HttpContext context)
    {
        Visitor visitor = context.Features.Get<Visitor>()!;
        StreamQuery query = new(context.Request);
        int wait = query.Number("wait", 0, MessageEndpoints.WaitSecondsMax, otherwise: 0);
        using IDisposable? stream = StreamSeat.Open(_page, context, visitor);
        if (stream is null)
        {
            await WebAnswer.SlowDownAsync(context, TimeSpan.FromSeconds(5), "Too many connections are open from here; close one.");
            return;
        }

        await using EventReader events = await EventReader.OpenAsync(_page, visitor, query, historyDefault: 0, isRoomOnly: true, Nowhere);
        List<EventLine> lines = [.. events.Read().Where(line => line.Name != "ready")];
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _page.Stopping, visitor.Seat?.Ended ?? default);
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(wait), _page.Api.Time);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(end.Token, limit.Token);
        try
        {
            while (lines.Count == 0 && wait > 0)
            {
                await events.WaitAsync().WaitAsync(over.Token);
                lines.AddRange(events.Read());
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // Nothing came in time, which is an answer as well.
        }

        await WebAnswer.WriteAsync(context, StatusCodes.Status200OK, JsonLine.Object()
            .WithWhole("events", lines.Select(line => line.Utf8))
            .With("next", events.Place.ToString()));
    }

    private static ValueTask Nowhere(string line, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
