using Mesh.Simulator.Scenarios;
using Mesh.Simulator.Scenarios.Reading;
using Quantity = Mesh.Simulator.Scenarios.Unit;

namespace Mesh.Tests.Unit.Simulator.Scenarios;

/// <summary>What is published of the scenario format is what the fields say. MESH_ACCEPT_SCHEMA=1 writes both files anew.</summary>
public sealed class ScenarioSchemaTests
{
    private const string Begin = "<!-- keys: made by mesh-sim schema --markdown -->\n";
    private const string End = "<!-- end of keys -->";

    private static bool IsAccepting => Environment.GetEnvironmentVariable("MESH_ACCEPT_SCHEMA") == "1";

    [Fact]
    public void The_committed_schema_is_the_one_that_the_fields_make()
    {
        string path = RepositoryFiles.PathOf("docs/scenario.schema.json");
        if (IsAccepting)
        {
            File.WriteAllText(path, ScenarioSchema.Write());
        }

        Assert.Equal(File.ReadAllText(path), ScenarioSchema.Write());
    }

    [Fact]
    public void The_documented_keys_are_those_that_the_fields_make()
    {
        string path = RepositoryFiles.PathOf("docs/simulator.md");
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (IsAccepting)
        {
            File.WriteAllText(path, text[..begin] + ScenarioReference.Write() + text[end..]);
            return;
        }

        Assert.Equal(text[begin..end], ScenarioReference.Write());
    }

    [Fact]
    public void Every_field_says_what_it_means_and_its_example_can_be_read()
    {
        List<string> faults = [];
        foreach (ScenarioField field in Fields(typeof(Scenario)))
        {
            if (!field.About.About.EndsWith('.'))
            {
                faults.Add($"{field.Property.DeclaringType!.Name}.{field.Property.Name} is not described by a sentence");
            }

            if (field.About.Example.Length > 0 && !field.IsRecord && !field.IsList && ValueReader.TryRead(field.About.Example, field.Item, field.About, out _) is { } fault)
            {
                faults.Add($"{field.Property.DeclaringType!.Name}.{field.Property.Name}: example: {fault}");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void A_default_is_within_its_own_limits()
    {
        List<string> faults = [];
        foreach (ScenarioField field in Fields(typeof(Scenario)))
        {
            object? value = field.Property.GetValue(ScenarioField.New(field.Property.DeclaringType!));
            double? number = value switch { double d => d, int i => i, TimeSpan t => t.TotalSeconds, Bounds b => b.Max, _ => null };
            bool isMeantAsNothing = number == 0;
            if (!field.IsRequired && !isMeantAsNothing && (number < field.About.Min || number > field.About.Max))
            {
                faults.Add($"{field.Property.DeclaringType!.Name}.{field.Property.Name}: {number}");
            }
        }

        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("LinksMax", "links-max")]
    [InlineData("RandomWaypoint", "random-waypoint")]
    [InlineData("GaussMarkov3D", "gauss-markov-3d")]
    [InlineData("Disk", "disk")]
    public void Keys_are_in_kebab_case(string member, string key)
    {
        Assert.Equal(key, KeyName.Of(member));
    }

    [Theory]
    [InlineData(nameof(Quantity.Seconds), "1.5min", 90)]
    [InlineData(nameof(Quantity.Seconds), "3us", 0.000_003)]
    [InlineData(nameof(Quantity.Seconds), "7ms", 0.007)]
    [InlineData(nameof(Quantity.Seconds), "7", 7)]
    [InlineData(nameof(Quantity.MetresPerSecond), "36 km/h", 10)]
    [InlineData(nameof(Quantity.PerSecond), "60/min", 1)]
    [InlineData(nameof(Quantity.PerSecond), "1/s", 1)]
    [InlineData(nameof(Quantity.Bytes), "4KiB", 4096)]
    [InlineData(nameof(Quantity.BitsPerSecond), "11 Mbit/s", 11_000_000)]
    [InlineData(nameof(Quantity.Share), "2%", 0.02)]
    [InlineData(nameof(Quantity.Decibels), "-7.5dBm", -7.5)]
    [InlineData(nameof(Quantity.Hertz), "5.8 GHz", 5_800_000_000)]
    [InlineData(nameof(Quantity.Degrees), "30deg", 30)]
    [InlineData(nameof(Quantity.None), "1e3", 1000)]
    public void Units_multiply(string unit, string text, double expected)
    {
        Assert.True(UnitScale.Of(Enum.Parse<Quantity>(unit)).TryRead(text, out decimal value));
        Assert.Equal(expected, (double)value);
    }

    private static IEnumerable<ScenarioField> Fields(Type type) => ScenarioField.Of(type).SelectMany(field => field.IsRecord ? Fields(field.Item).Prepend(field) : [field]);
}
