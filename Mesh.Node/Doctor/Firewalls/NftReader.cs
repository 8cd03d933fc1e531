using System.Text.Json;

namespace Mesh.Node.Doctor.Firewalls;

/// <summary>Understands what "nft -j list ruleset" prints (libnftables-json), as far as ports, interfaces and connection states go.</summary>
internal sealed class NftReader
{
    private const string NewConnection = "new";
    private static readonly string[] Transports = ["udp", "tcp", "icmp", "icmpv6", "sctp", "dccp", "udplite", "esp", "ah", "comp", "igmp"];
    private static readonly string[] Harmless = ["counter", "log", "comment"];

    private readonly FilterRuleset _ruleset = new();
    private readonly Dictionary<(string Table, string Name), JsonElement> _sets = [];

    private NftReader()
    {
    }

    /// <summary>The rules; null when the text is none of nft.</summary>
    public static FilterRuleset? Read(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return new NftReader().Read(document.RootElement.Clone());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string Table(JsonElement item) => $"{item.GetProperty("family").GetString()} {item.GetProperty("table").GetString()}";

    private static string? Text(JsonElement item, string key) => item.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static FilterHook? Hook(JsonElement chain) => Text(chain, "hook") switch
    {
        "input" => FilterHook.Input,
        "output" => FilterHook.Output,
        _ => null,
    };

    private static bool Concerns(string family, bool ipv6) => family == "inet" || family == (ipv6 ? "ip6" : "ip");

    private FilterRuleset Read(JsonElement root)
    {
        JsonElement[] objects = [.. root.GetProperty("nftables").EnumerateArray()];
        foreach (JsonElement set in Of(objects, "set").Concat(Of(objects, "map")))
        {
            _sets[(Table(set), set.GetProperty("name").GetString()!)] = set.TryGetProperty("elem", out JsonElement elements) ? elements : default;
        }

        foreach (JsonElement chain in Of(objects, "chain"))
        {
            string family = chain.GetProperty("family").GetString()!;
            _ruleset.Add(new FilterChain(
                Table(chain), chain.GetProperty("name").GetString()!, Hook(chain), Text(chain, "policy") == "drop", ipv6 => Concerns(family, ipv6)));
        }

        foreach (JsonElement rule in Of(objects, "rule"))
        {
            if (_ruleset.Find(Table(rule), rule.GetProperty("chain").GetString()!) is { } chain)
            {
                Add(chain, [.. rule.GetProperty("expr").EnumerateArray()]);
            }
        }

        return _ruleset;
    }

    private static IEnumerable<JsonElement> Of(JsonElement[] objects, string kind) =>
        objects.Where(item => item.TryGetProperty(kind, out _)).Select(item => item.GetProperty(kind));

    private void Add(FilterChain chain, JsonElement[] statements)
    {
        List<Func<FilterPacket, FilterTruth>> matches = [];
        FilterTruth Matches(FilterPacket packet) => matches.Count == 0 ? FilterTruth.Yes : matches.Min(match => match(packet));
        foreach (JsonProperty statement in statements.SelectMany(entry => entry.EnumerateObject()))
        {
            if (statement.Name == "match")
            {
                JsonElement match = statement.Value;
                matches.Add(packet => Holds(chain.Table, match, packet));
            }
            else if (statement.Name == "vmap")
            {
                AddMap(chain, statement.Value, Matches);
            }
            else if (Verdict(statement.Name, statement.Value) is { } verdict)
            {
                chain.Rules.Add(new FilterRule(Matches, verdict.Act, verdict.Target));
            }
            else if (!Harmless.Contains(statement.Name))
            {
                // A limit or an unknown match: from here on the rule may or may not apply.
                matches.Add(_ => FilterTruth.Maybe);
            }
        }
    }

    private void AddMap(FilterChain chain, JsonElement map, Func<FilterPacket, FilterTruth> matches)
    {
        JsonElement key = map.GetProperty("key");
        JsonElement data = map.GetProperty("data");
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("set", out JsonElement entries) || entries.ValueKind != JsonValueKind.Array)
        {
            chain.Rules.Add(new FilterRule(packet => Least(matches(packet), FilterTruth.Maybe), FilterAct.Unknown));
            return;
        }

        foreach (JsonElement[] entry in entries.EnumerateArray().Select(entry => entry.EnumerateArray().ToArray()))
        {
            JsonProperty verdict = entry[1].EnumerateObject().First();
            (FilterAct act, string? target) = Verdict(verdict.Name, verdict.Value) ?? (FilterAct.Unknown, null);
            chain.Rules.Add(new FilterRule(packet => Least(matches(packet), IsOne(chain.Table, key, entry[0], packet)), act, target));
        }
    }

    private static FilterTruth Least(FilterTruth one, FilterTruth other) => one < other ? one : other;

    private static (FilterAct Act, string? Target)? Verdict(string name, JsonElement value) => name switch
    {
        "accept" => (FilterAct.Accept, null),
        "drop" or "reject" => (FilterAct.Drop, null),
        "jump" or "goto" => (FilterAct.Jump, Text(value, "target")),
        "return" => (FilterAct.Return, null),
        "continue" => (FilterAct.None, null),
        "queue" or "xt" or "synproxy" => (FilterAct.Unknown, null),
        _ => null,
    };

    private FilterTruth Holds(string table, JsonElement match, FilterPacket packet)
    {
        FilterTruth truth = IsOne(table, match.GetProperty("left"), match.GetProperty("right"), packet);
        return Text(match, "op") switch
        {
            "==" or "in" => truth,
            "!=" => (FilterTruth)((int)FilterTruth.Yes - (int)truth),
            _ => FilterTruth.Maybe,
        };
    }

    private FilterTruth IsOne(string table, JsonElement left, JsonElement right, FilterPacket packet)
    {
        if (left.TryGetProperty("payload", out JsonElement payload))
        {
            string? protocol = Text(payload, "protocol");
            if (protocol != packet.Protocol && Transports.Contains(protocol))
            {
                return FilterTruth.No;
            }

            return Text(payload, "field") == "dport" && (protocol == packet.Protocol || protocol == "th")
                ? Contains(table, right, value => IsPort(value, packet.Port))
                : FilterTruth.Maybe;
        }

        if (left.TryGetProperty("meta", out JsonElement meta))
        {
            return Text(meta, "key") switch
            {
                "iifname" or "iif" when packet.Hook == FilterHook.Input => Contains(table, right, value => IsName(value, packet.Interface)),
                "oifname" or "oif" when packet.Hook == FilterHook.Output => Contains(table, right, value => IsName(value, packet.Interface)),
                "l4proto" => Contains(table, right, value => IsText(value, packet.Protocol)),
                "nfproto" => Contains(table, right, value => IsText(value, packet.IPv6 ? "ipv6" : "ipv4")),
                _ => FilterTruth.Maybe,
            };
        }

        return left.TryGetProperty("ct", out JsonElement ct) && Text(ct, "key") == "state"
            ? Contains(table, right, value => IsText(value, NewConnection))
            : FilterTruth.Maybe;
    }

    private FilterTruth Contains(string table, JsonElement right, Func<JsonElement, FilterTruth> isOne)
    {
        if (right.ValueKind == JsonValueKind.String && right.GetString()!.StartsWith('@'))
        {
            return _sets.TryGetValue((table, right.GetString()![1..]), out JsonElement named) && named.ValueKind == JsonValueKind.Array
                ? Any(named, isOne)
                : FilterTruth.Maybe;
        }

        if (right.ValueKind == JsonValueKind.Object && right.TryGetProperty("set", out JsonElement set) && set.ValueKind == JsonValueKind.Array)
        {
            return Any(set, isOne);
        }

        return right.ValueKind == JsonValueKind.Array ? Any(right, isOne) : isOne(right);
    }

    private static FilterTruth Any(JsonElement values, Func<JsonElement, FilterTruth> isOne) =>
        values.EnumerateArray().Select(isOne).DefaultIfEmpty(FilterTruth.No).Max();

    private static FilterTruth IsPort(JsonElement value, int port) => value switch
    {
        { ValueKind: JsonValueKind.Number } => Of(value.TryGetInt32(out int number) && number == port),
        { ValueKind: JsonValueKind.Object } when value.TryGetProperty("range", out JsonElement range) && range.GetArrayLength() == 2 =>
            Of(range[0].TryGetInt32(out int from) && range[1].TryGetInt32(out int to) && from <= port && port <= to),
        _ => FilterTruth.Maybe,
    };

    private static FilterTruth IsName(JsonElement value, string name) => value.ValueKind == JsonValueKind.String && value.GetString() is { } text
        ? Of(text.EndsWith('*') ? name.StartsWith(text[..^1], StringComparison.Ordinal) : text == name)
        : FilterTruth.Maybe;

    private static FilterTruth IsText(JsonElement value, string text) => value.ValueKind == JsonValueKind.String ? Of(value.GetString() == text) : FilterTruth.Maybe;

    private static FilterTruth Of(bool holds) => holds ? FilterTruth.Yes : FilterTruth.No;
}
