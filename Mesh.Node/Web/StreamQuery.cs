using System.Globalization;
using Mesh.Node.Api;
using Mesh.Node.Configuration;
using Mesh.Node.Journal;
using Microsoft.AspNetCore.Http;

namespace Mesh.Node.Web;

/// <summary>What the address of a request says beyond its path.</summary>
internal sealed class StreamQuery
{
    private readonly IQueryCollection _query;
    private readonly IHeaderDictionary _headers;

    public StreamQuery(HttpRequest request)
    {
        _query = request.Query;
        _headers = request.Headers;
    }

    /// <summary>A parameter; null when it is missing or empty.</summary>
    public string? Text(string key) => _query.TryGetValue(key, out Microsoft.Extensions.Primitives.StringValues value) && value.ToString() is { Length: > 0 } text ? text : null;

    /// <exception cref="ApiException">It is no number within the bounds.</exception>
    public int Number(string key, int least, int most, int otherwise) => Text(key) is not { } text
        ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw Wrong(key, text, FormattableString.Invariant($"a whole number from {least} to {most}"));

    /// <exception cref="ApiException">It is no place.</exception>
    public JournalPlace? Place(string key) => Text(key) is { } text ? PlaceOf(key, text) : null;

    /// <summary>Where a stream goes on: a browser that reconnects says so in a header, which is newer than the address it had.</summary>
    /// <exception cref="ApiException">It is no place.</exception>
    public JournalPlace? After() => _headers.TryGetValue("Last-Event-ID", out Microsoft.Extensions.Primitives.StringValues last) && last.ToString() is { Length: > 0 } text
        ? PlaceOf("Last-Event-ID", text)
        : Place("after");

    /// <summary>The topics to follow: "topic" may come several times, and "match" for each in the same order; one "match" is for all.</summary>
    /// <param name="since">From where on events are wanted.</param>
    /// <exception cref="ApiException">A match is unknown, or there are too many.</exception>
    public IReadOnlyList<TopicInterest> Topics(long since)
    {
        string[] topics = [.. _query["topic"].OfType<string>()];
        string[] matches = [.. _query["match"].OfType<string>()];
        return topics.Length > ApiSession.TopicsMax
            ? throw new ApiException(ApiCode.TooMany, $"At most {ApiSession.TopicsMax} topics can be followed; use a prefix.")
            : [.. topics.Select((topic, i) => new TopicInterest(topic, MatchOf(matches.ElementAtOrDefault(matches.Length == 1 ? 0 : i)), since))];
    }

    private static TopicMatch MatchOf(string? text) => text switch
    {
        null or "" or "exact" => TopicMatch.Exact,
        "prefix" => TopicMatch.Prefix,
        "wildcard" => TopicMatch.Wildcard,
        _ => throw Wrong("match", text, "exact, prefix or wildcard"),
    };

    private static JournalPlace PlaceOf(string key, string text) =>
        JournalPlace.TryParse(text, out JournalPlace place) ? place : throw Wrong(key, text, "the \"n\" of an event, such as k3v9qz2a-17");

    private static ApiException Wrong(string key, string given, string wanted) =>
        new(ApiCode.BadRequest, $"{key} '{SettingValue.Shown(given)}' is wrong; it is {wanted}.");
}
