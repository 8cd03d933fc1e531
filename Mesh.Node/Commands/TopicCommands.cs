using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Node.Chat;
using Mesh.Node.Configuration;
using Mesh.Node.Control;
using Mesh.Node.Lines;

namespace Mesh.Node.Commands;

/// <summary>The commands that use topics and procedures of the whole mesh through the running node.</summary>
internal sealed class TopicCommands
{
    private const int FailedCode = 1;
    private const double TimeoutSecondsMax = 86_400;

    private readonly Surroundings _surroundings;
    private readonly RunningNodeFinder _nodes;
    private readonly bool _isJson;

    public TopicCommands(Surroundings surroundings, StoragePlace place, bool isJson)
    {
        _surroundings = surroundings;
        _nodes = new RunningNodeFinder(surroundings, place);
        _isJson = isJson;
    }

    /// <summary>Publishes one event, or one for each line of standard input.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="json">The values; null for none, "-" for lines of standard input.</param>
    /// <param name="named">The named values; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>0.</returns>
    /// <exception cref="ComplaintException">No node runs, something given is wrong, or the node refuses.</exception>
    public async Task<int> PublishAsync(string topic, string? json, string? named, CancellationToken cancellationToken)
    {
        const string StandardInput = "-";
        JsonObject Request() => new() { ["do"] = ControlRequest.Publish, ["topic"] = topic };
        string? single = json == StandardInput ? null : TopicArguments.Request(Request(), json, named);
        using ControlClient node = await _nodes.FindAsync(cancellationToken);
        if (single is not null)
        {
            await PublishAsync(node, single, cancellationToken);
            return 0;
        }

        LineReader lines = new(_surroundings.Input, ControlSession.RequestBytesMax);
        while (await lines.ReadAsync(cancellationToken) is { } line)
        {
            if (line.IsTooLong)
            {
                throw new ComplaintException($"A line has more than {ControlSession.RequestBytesMax} bytes; publish less at a time.");
            }

            if (!string.IsNullOrWhiteSpace(line.Text))
            {
                await PublishAsync(node, TopicArguments.Request(Request(), line.Text, named), cancellationToken);
            }
        }

        return 0;
    }

    /// <summary>Prints events until cancelled.</summary>
    /// <returns>0 after cancellation.</returns>
    /// <exception cref="ComplaintException">No node runs, it refuses, or it stopped.</exception>
    public async Task<int> SubscribeAsync(string topic, string match, CancellationToken cancellationToken)
    {
        if (match is not ("exact" or "prefix" or "wildcard"))
        {
            throw new ComplaintException($"--match '{SettingValue.Shown(match)}' is no way to match topics; use exact, prefix or wildcard.");
        }

        using ControlClient node = await _nodes.FindAsync(cancellationToken);
        await node.WriteAsync(new JsonObject { ["do"] = ControlRequest.Subscribe, ["topic"] = topic, ["match"] = match }.ToJsonString(), cancellationToken);
        while (await node.ReadAsync(cancellationToken) is { } answer)
        {
            switch (answer.Event)
            {
                case "error":
                    throw new ComplaintException(Printable.Line(answer.Text("message")));
                case "event":
                    await PrintAsync(answer, $"[{Printable.Name(answer.Text("topic"))}] {Values(answer.Root, textAsItIs: false)}", cancellationToken);
                    break;
                case "reset":
                    await PrintAsync(answer, textLine: null, cancellationToken);
                    await _surroundings.Error.WriteLineAsync("mesh: Events came faster than they were read, and some are missing here.");
                    break;
                default:
                    await PrintAsync(answer, textLine: null, cancellationToken);
                    break;
            }
        }

        return cancellationToken.IsCancellationRequested ? 0 : throw RunningNodeFinder.HungUp();
    }

    /// <summary>Calls a procedure and prints what it answers.</summary>
    /// <returns>0, or 1 when the call failed.</returns>
    /// <exception cref="ComplaintException">No node runs, or something given is wrong.</exception>
    public async Task<int> CallAsync(string procedure, string? json, string? named, string? timeout, CancellationToken cancellationToken)
    {
        JsonObject call = new() { ["do"] = ControlRequest.Call, ["procedure"] = procedure };
        if (timeout is not null)
        {
            bool isNumber = double.TryParse(timeout, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0.001 and <= TimeoutSecondsMax;
            call["timeoutMs"] = isNumber
                ? (int)(seconds * 1_000)
                : throw new ComplaintException($"--timeout '{SettingValue.Shown(timeout)}' is no time; give seconds from 0.001 to {TimeoutSecondsMax}, such as 5.");
        }

        string request = TopicArguments.Request(call, json, named);
        using ControlClient node = await _nodes.FindAsync(cancellationToken);
        await node.WriteAsync(request, cancellationToken);
        ControlAnswer answer = await node.ReadAsync(cancellationToken) ?? throw RunningNodeFinder.HungUp();
        if (answer.Event == "error")
        {
            return await FailAsync(answer, cancellationToken);
        }

        string values = Values(answer.Root, textAsItIs: true);
        await PrintAsync(answer, values.Length == 0 ? null : values, cancellationToken);
        return 0;
    }

    /// <summary>The values of an event or result as a line: a single positional one alone, several as a list, named ones behind.</summary>
    private static string Values(JsonElement root, bool textAsItIs)
    {
        JsonElement[] positional = [.. ControlAnswer.Items(root, "args")];
        string list = positional switch
        {
            [] => string.Empty,
            [{ ValueKind: JsonValueKind.String } text] when textAsItIs => Printable.Block(text.GetString()!),
            [var single] => single.GetRawText(),
            _ => root.GetProperty("args").GetRawText(),
        };
        bool hasNamed = root.TryGetProperty("kwargs", out JsonElement named) && named.ValueKind == JsonValueKind.Object && named.EnumerateObject().Any();
        return hasNamed ? $"{list} {named.GetRawText()}".TrimStart() : list;
    }

    private async Task PublishAsync(ControlClient node, string request, CancellationToken cancellationToken)
    {
        await node.WriteAsync(request, cancellationToken);
        ControlAnswer answer = await node.ReadAsync(cancellationToken) ?? throw RunningNodeFinder.HungUp();
        if (answer.Event == "error")
        {
            throw new ComplaintException(Printable.Line(answer.Text("message")));
        }

        await PrintAsync(answer, textLine: null, cancellationToken);
    }

    private async Task<int> FailAsync(ControlAnswer answer, CancellationToken cancellationToken)
    {
        string sentence = Printable.Line(answer.Text("message"));
        if (answer.Text("code") is "" or "bad-request" or "too-long")
        {
            throw new ComplaintException(sentence);
        }

        await PrintAsync(answer, textLine: null, cancellationToken);
        string error = answer.Text("error");
        await _surroundings.Error.WriteLineAsync($"mesh: {sentence}{(error.Length == 0 || sentence.Contains(error, StringComparison.Ordinal) ? string.Empty : $" ({Printable.Line(error)})")}");
        return FailedCode;
    }

    private async Task PrintAsync(ControlAnswer answer, string? textLine, CancellationToken cancellationToken)
    {
        string? line = _isJson ? answer.Line : textLine;
        if (line is not null)
        {
            using LineWriter writer = new(_surroundings.Output, _surroundings.Error);
            await writer.WriteAsync([new ChatLine(line, IsNote: false)], cancellationToken);
        }
    }
}
