using System.Collections;

namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>Fills records from nodes by their fields and collects every fault on the way.</summary>
internal sealed class RecordBinder(List<ScenarioFault> faults)
{
    /// <summary>Most seeds of a scenario.</summary>
    public const int SeedsMax = 100_000;

    private const string KindKey = "kind";
    private const string PresetKey = "preset";

    /// <summary>Fills a record from a map.</summary>
    /// <param name="node">The map.</param>
    /// <param name="type">The record.</param>
    /// <param name="path">The path of the map with a dot behind it, or nothing for the file's root.</param>
    /// <returns>The record; what was wrong has its default.</returns>
    public object Bind(FileNode node, Type type, string path)
    {
        object record = ScenarioField.New(type);
        if (node.Kind != FileNodeKind.Map)
        {
            Add(node.Place, path.TrimEnd('.'), $"{node.Shown()} stands where keys were expected: {string.Join(", ", ScenarioField.Of(type).Select(field => field.Key))}.");
            return record;
        }

        IReadOnlyList<ScenarioField> fields = ScenarioField.Of(type);
        if (record is IPreset && node.Find(PresetKey) is { } preset && fields.FirstOrDefault(field => field.Key == PresetKey) is { } chosen && Read(preset.Value, chosen, path + PresetKey) is { } name)
        {
            chosen.Property.SetValue(record, name);
            record = ((IPreset)record).Filled();
        }

        foreach (FileEntry entry in node.Entries.Where(entry => entry.Key != PresetKey || record is not IPreset))
        {
            if (fields.FirstOrDefault(field => field.Key == entry.Key) is not { } field)
            {
                IEnumerable<string> known = fields.Select(other => other.Key);
                Add(entry.Place, path + entry.Key, $"there is no such key; {KeyName.Suggestion(entry.Key, known)}known are {string.Join(", ", known)}.");
            }
            else if (Read(entry.Value, field, path + entry.Key) is { } value)
            {
                field.Property.SetValue(record, value);
            }
        }

        foreach (ScenarioField field in fields.Where(field => field.IsRequired && node.Find(field.Key) is null))
        {
            string example = field.About.Example.Length > 0 ? $", for example '{field.Key}: {field.About.Example}'" : "";
            Add(node.Place, path + field.Key, $"this key is missing{example}.");
        }

        CheckKinds(node, record, fields, path);
        return record;
    }

    /// <summary>A key that does nothing for the chosen kind is a misunderstanding, not a detail.</summary>
    private void CheckKinds(FileNode node, object record, IReadOnlyList<ScenarioField> fields, string path)
    {
        ScenarioField? kind = fields.FirstOrDefault(field => field.Key == KindKey && field.Item.IsEnum);
        if (kind is null || (kind.IsRequired && node.Find(KindKey) is null))
        {
            return;
        }

        string chosen = KeyName.Of((Enum)kind.Property.GetValue(record)!);
        foreach (FileEntry entry in node.Entries)
        {
            if (fields.FirstOrDefault(field => field.Key == entry.Key) is { For.Count: > 0 } field && !field.For.Contains(chosen))
            {
                Add(entry.Place, path + entry.Key, $"this key is for kind {string.Join(", ", field.For)}; the kind here is '{chosen}'.");
            }
        }
    }

    private object? Read(FileNode node, ScenarioField field, string path)
    {
        if (!field.IsList)
        {
            return ReadItem(node, field, path);
        }

        IList list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(field.Item))!;
        if (node.Kind != FileNodeKind.List)
        {
            AddItem(list, node, field, path);
            return list;
        }

        for (int i = 0; i < node.Items.Count; i++)
        {
            AddItem(list, node.Items[i], field, FormattableString.Invariant($"{path}.{i}"));
        }

        return list;
    }

    private void AddItem(IList list, FileNode node, ScenarioField field, string path)
    {
        int between = node.Text.IndexOf("..", StringComparison.Ordinal);
        if (field.Item == typeof(ulong) && node.Kind == FileNodeKind.Scalar && between >= 0)
        {
            AddRange(list, node, between, path);
        }
        else if (ReadItem(node, field, path) is { } item)
        {
            list.Add(item);
        }
    }

    private void AddRange(IList list, FileNode node, int between, string path)
    {
        FieldAttribute plain = new("") { Min = 0 };
        string? fault = ValueReader.TryRead(node.Text[..between], typeof(ulong), plain, out object? first) ?? ValueReader.TryRead(node.Text[(between + 2)..], typeof(ulong), plain, out _);
        _ = ValueReader.TryRead(node.Text[(between + 2)..], typeof(ulong), plain, out object? last);
        if (fault is not null || first is not ulong from || last is not ulong to || to < from || to - from >= SeedsMax)
        {
            Add(node.Place, path, FormattableString.Invariant($"{node.Shown()} is no range of seeds; write the first and the last, such as 1..20, at most {SeedsMax} of them."));
            return;
        }

        for (ulong offset = 0; offset <= to - from; offset++)
        {
            list.Add(from + offset);
        }
    }

    private object? ReadItem(FileNode node, ScenarioField field, string path)
    {
        if (field.IsRecord)
        {
            return Bind(node, field.Item, path + ".");
        }

        if (node.Kind != FileNodeKind.Scalar)
        {
            Add(node.Place, path, $"{node.Shown()} stands where one value was expected{(field.About.Example.Length > 0 ? $", for example {field.About.Example}" : "")}.");
            return null;
        }

        if (ValueReader.TryRead(node.Text, field.Item, field.About, out object? value) is not { } fault)
        {
            return value;
        }

        Add(node.Place, path, fault);
        return null;
    }

    private void Add(FilePlace place, string path, string text) => faults.Add(new ScenarioFault(place, path.Length == 0 ? text : $"{path}: {text}"));
}
