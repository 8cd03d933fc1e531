using System.Net.WebSockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mesh.Node.Web;

namespace Mesh.Tests.Integration.Web;

/// <summary>The description of the HTTP interface says what the running node does: paths, statuses, and the keys of answers.</summary>
public sealed class ApiDocumentTests
{
    /// <summary>For each path and method of the document: requests, and the status that each must have.</summary>
    private static readonly (string Path, string Method, string Address, string? Body, string[] Headers, int Status)[] Asked =
    [
        ("/chat", "get", "chat", null, [], 426),
        ("/chat", "get", "chat", null, ["Upgrade: websocket", "Connection: Upgrade"], 400),
        ("/commands", "post", "commands", """{"do":"help"}""", [], 200),
        ("/commands", "post", "commands", "x", [], 400),
        ("/commands", "post", "commands", """{"do":"topology"}""", ["guest"], 403),
        ("/commands", "post", "commands", """{"do":"call","procedure":"nobody"}""", [], 404),
        ("/commands", "post", "commands", """{"do":"send","room":"lobby","text":"LONG"}""", [], 413),
        ("/rooms", "get", "rooms", null, [], 200),
        ("/rooms/{room}/messages", "get", "rooms/lobby/messages", null, [], 200),
        ("/rooms/{room}/messages", "get", "rooms/lobby/messages?limit=0", null, [], 400),
        ("/rooms/{room}/messages", "get", "rooms/other/messages", null, ["guest"], 403),
        ("/rooms/{room}/messages", "get", "rooms/nowhere/messages", null, [], 404),
        ("/rooms/{room}/messages", "post", "rooms/lobby/messages", """{"text":"hi"}""", [], 201),
        ("/rooms/{room}/messages", "post", "rooms/lobby/messages", "{}", [], 400),
        ("/rooms/{room}/messages", "post", "rooms/other/messages", """{"text":"hi"}""", ["guest"], 403),
        ("/rooms/{room}/messages", "post", "rooms/nowhere/messages", """{"text":"hi"}""", [], 404),
        ("/rooms/{room}/messages", "post", "rooms/lobby/messages", """{"text":"LONG"}""", [], 413),
        ("/peers", "get", "peers", null, [], 200),
        ("/topology", "get", "topology", null, [], 200),
        ("/topology", "get", "topology", null, ["guest"], 403),
        ("/doctor", "get", "doctor", null, [], 200),
        ("/doctor", "get", "doctor", null, ["guest"], 403),
        ("/status", "get", "status", null, [], 200),
        ("/events", "get", "events", null, [], 200),
        ("/events", "get", "events?after=x", null, [], 400),
        ("/events", "get", "events?topic=t", null, ["guest"], 403),
        ("/events/stream", "get", "events/stream", null, [], 200),
        ("/events/stream", "get", "events/stream?after=x", null, [], 400),
        ("/events/stream", "get", "events/stream?topic=t", null, ["guest"], 403),
        ("/events/frame", "get", "events/frame", null, [], 200),
        ("/events/frame", "get", "events/frame?after=x", null, [], 400),
        ("/events/frame", "get", "events/frame?origin=https://evil.example", null, [], 403),
        ("/events/poll", "get", "events/poll?history=10", null, [], 200),
        ("/events/poll", "get", "events/poll?wait=99", null, [], 400),
        ("/events/poll", "get", "events/poll?topic=t", null, ["guest"], 403),
        ("/join", "get", "join", null, [], PageFiles.Has("/index.html") ? 200 : 404),
        ("/join", "post", "join", """{"invite":"INVITE","name":"Lena"}""", [], 201),
        ("/join", "post", "join", """{"invite":"INVITE","name":"Lena"}""", [], 409),
        ("/join", "post", "join", """{"invite":"x","name":"Lena"}""", [], 404),
        ("/join", "post", "join", "[]", [], 400),
        ("/openapi.json", "get", "openapi.json", null, [], 200),
    ];

    /// <summary>Statuses that are the gate's and the same for every path: tried once each, below.</summary>
    private static readonly string[] GateStatuses = ["101", "401", "403", "421", "429"];

    [Fact]
    public async Task Every_path_answers_with_the_statuses_and_keys_that_the_document_names()
    {
        await using OpenPage page = await OpenPage.StartAsync();
        using JsonDocument document = JsonDocument.Parse(await page.GetAsync("openapi.json"));
        string invite = JsonDocument.Parse(await page.CommandAsync("""{"do":"invite","room":"lobby"}""")).RootElement.GetProperty("url").GetString()!.Split('#')[1];
        Dictionary<string, HashSet<string>> seen = [];
        foreach ((string path, string method, string address, string? body, string[] headers, int status) in Asked)
        {
            using HttpRequestMessage request = new(new HttpMethod(method.ToUpperInvariant()), address);
            request.Content = body is null ? null : new StringContent(body.Replace("LONG", new string('x', 70_000), StringComparison.Ordinal).Replace("INVITE", invite, StringComparison.Ordinal), System.Text.Encoding.UTF8, "application/json");
            foreach (string header in headers)
            {
                string[] parts = header == "guest" ? ["Authorization", $"Bearer {invite}"] : header.Split(": ");
                request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
            }

            using HttpResponseMessage response = await page.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.True((int)response.StatusCode == status, $"{method} {address} answered {(int)response.StatusCode} and should {status}");
            JsonElement described = document.RootElement.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            JsonProperty content = Assert.Single(described.GetProperty("content").EnumerateObject());
            Assert.Equal(content.Name, response.Content.Headers.ContentType?.MediaType);
            if (content.Name == "application/json")
            {
                JsonElement answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
                Check(document.RootElement, content.Value.GetProperty("schema"), answer, $"{method} {address}");
            }

            seen.TryAdd($"{method} {path}", []);
            seen[$"{method} {path}"].Add(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        foreach (JsonProperty path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (JsonProperty operation in path.Value.EnumerateObject().Where(property => property.Name is "get" or "post"))
            {
                string[] untried = [.. operation.Value.GetProperty("responses").EnumerateObject().Select(response => response.Name)
                    .Where(status => !GateStatuses.Contains(status) && !seen[$"{operation.Name} {path.Name}"].Contains(status))
                    .Where(status => path.Name != "/join" || status is not ("200" or "404"))];
                Assert.True(untried.Length == 0, $"{operation.Name} {path.Name} documents {string.Join(", ", untried)}, which nothing tries");
            }
        }
    }

    [Fact]
    public async Task The_statuses_of_the_gate_are_those_of_every_path()
    {
        await using OpenPage page = await OpenPage.StartAsync(parts: parts => parts with { Limits = new PageLimits { OwnRequests = (1, 60) } });
        using JsonDocument document = JsonDocument.Parse(await page.GetAsync("openapi.json"));
        string[] gets = [.. document.RootElement.GetProperty("paths").EnumerateObject().Where(path => path.Value.TryGetProperty("get", out JsonElement get) && get.GetProperty("responses").TryGetProperty("401", out _)).Select(path => path.Name.Replace("{room}", "lobby", StringComparison.Ordinal))];
        Assert.NotEmpty(gets);
        foreach (string path in gets)
        {
            Assert.Equal(401, (await page.AskAsync(HttpMethod.Get, path, headers: "Authorization: Bearer wrong")).Status);
            Assert.Equal(403, (await page.AskAsync(HttpMethod.Get, path, headers: "Origin: https://evil.example")).Status);
            Assert.Equal(421, (await page.AskAsync(HttpMethod.Get, path, headers: "Host: evil.example")).Status);
        }

        using (ChatClient chat = await ChatClient.OpenAsync(page.Port))
        {
            Assert.Equal(WebSocketState.Open, chat.Socket.State);
        }

        int status = 0;
        for (int i = 0; i < 60; i++)
        {
            status = (await page.AskAsync(HttpMethod.Get, "status")).Status;
        }

        Assert.Equal(429, status);
    }

    /// <summary>As much of JSON Schema as the document uses.</summary>
    private static void Check(JsonElement root, JsonElement schema, JsonElement value, string where)
    {
        if (schema.TryGetProperty("$ref", out JsonElement reference))
        {
            Check(root, root.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]), value, where);
            return;
        }

        if (schema.TryGetProperty("const", out JsonElement constant))
        {
            Assert.True(constant.GetRawText() == value.GetRawText(), $"{where}: {value} is not {constant}");
        }

        if (schema.TryGetProperty("type", out JsonElement type))
        {
            string[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)] : [type.GetString()!];
            Assert.True(types.Any(one => Is(value, one)), $"{where}: {value.ValueKind} is not {string.Join(" or ", types)}");
        }

        if (schema.TryGetProperty("pattern", out JsonElement pattern))
        {
            Assert.Matches(new Regex(pattern.GetString()!, RegexOptions.None, TimeSpan.FromSeconds(1)), value.GetString()!);
        }

        foreach (JsonElement required in schema.TryGetProperty("required", out JsonElement keys) ? keys.EnumerateArray() : [])
        {
            Assert.True(value.TryGetProperty(required.GetString()!, out _), $"{where}: {required} is missing");
        }

        foreach (JsonProperty property in schema.TryGetProperty("properties", out JsonElement properties) ? properties.EnumerateObject() : [])
        {
            if (value.TryGetProperty(property.Name, out JsonElement member))
            {
                Check(root, property.Value, member, $"{where}.{property.Name}");
            }
        }

        foreach (JsonElement item in schema.TryGetProperty("items", out _) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [])
        {
            Check(root, schema.GetProperty("items"), item, where + "[]");
        }
    }

    private static bool Is(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => value.ValueKind == JsonValueKind.Null,
    };
}
