namespace Mesh.Simulator.Formats;

/// <summary>The layouts that a PX4 log declares: of each kind of message the fields, their types and so their places.</summary>
internal sealed class ULogLayout
{
    private const int DepthMax = 8;
    private const int LayoutsMax = 4096;

    private readonly Dictionary<string, (string Type, string Name)[]> _layouts = new(StringComparer.Ordinal);

    /// <summary>Takes a definition such as <c>sensor_gps:uint64_t timestamp;int32_t lat;</c>; false when it is none.</summary>
    public bool TryAdd(string definition)
    {
        int colon = definition.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || _layouts.Count == LayoutsMax)
        {
            return false;
        }

        List<(string, string)> fields = [];
        foreach (string field in definition[(colon + 1)..].Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            int blank = field.IndexOf(' ', StringComparison.Ordinal);
            if (blank <= 0 || blank == field.Length - 1)
            {
                return false;
            }

            fields.Add((field[..blank], field[(blank + 1)..]));
        }

        _layouts[definition[..colon]] = [.. fields];
        return true;
    }

    /// <summary>Where a field stands in a message, and its type; null when there is no such field or the layout is not known.</summary>
    public (int Offset, string Type)? Find(string message, string field)
    {
        if (!_layouts.TryGetValue(message, out (string Type, string Name)[]? fields))
        {
            return null;
        }

        long offset = 0;
        foreach ((string type, string name) in fields)
        {
            if (name == field)
            {
                return ((int)offset, type);
            }

            if (SizeOf(type, 0) is not { } size || (offset += size) > ushort.MaxValue)
            {
                return null;
            }
        }

        return null;
    }

    private long? SizeOf(string type, int depth)
    {
        int open = type.IndexOf('[', StringComparison.Ordinal);
        if (open > 0)
        {
            return type[^1] == ']' && ushort.TryParse(type.AsSpan(open + 1, type.Length - open - 2), out ushort count) && SizeOf(type[..open], depth) is { } one ? Bounded(one * count) : null;
        }

        long? plain = type switch
        {
            "int8_t" or "uint8_t" or "bool" or "char" => 1,
            "int16_t" or "uint16_t" => 2,
            "int32_t" or "uint32_t" or "float" => 4,
            "int64_t" or "uint64_t" or "double" => 8,
            _ => null,
        };
        if (plain is not null || depth == DepthMax || !_layouts.TryGetValue(type, out (string Type, string Name)[]? fields))
        {
            return plain;
        }

        long sum = 0;
        foreach ((string inner, _) in fields)
        {
            if (SizeOf(inner, depth + 1) is not { } size || Bounded(sum += size) is null)
            {
                return null;
            }
        }

        return sum;
    }

    private static long? Bounded(long size) => size <= ushort.MaxValue ? size : null;
}
