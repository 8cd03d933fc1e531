using System.Reflection;

namespace Mesh.Simulator.Scenarios.Reading;

/// <summary>A property that a file fills: its key, its kind of value, its description.</summary>
internal sealed class ScenarioField
{
    private ScenarioField(PropertyInfo property, FieldAttribute about)
    {
        Property = property;
        About = about;
        Key = KeyName.Of(property.Name);
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        IsList = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);
        Item = IsList ? type.GetGenericArguments()[0] : type;
        IsRequired = property.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute));
        For = about.For.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>The property.</summary>
    public PropertyInfo Property { get; }

    /// <summary>Its description.</summary>
    public FieldAttribute About { get; }

    /// <summary>Its key in a file.</summary>
    public string Key { get; }

    /// <summary>Whether it holds several values; a single one may then stand without list.</summary>
    public bool IsList { get; }

    /// <summary>The type of a value, or of a list's items; never nullable.</summary>
    public Type Item { get; }

    /// <summary>Whether it must be there.</summary>
    public bool IsRequired { get; }

    /// <summary>The kinds of its record that it is for; empty for all.</summary>
    public IReadOnlyList<string> For { get; }

    /// <summary>Whether its value is a map of keys.</summary>
    public bool IsRecord => IsRecordType(Item);

    /// <summary>The fields of a record, in the order of its properties.</summary>
    public static IReadOnlyList<ScenarioField> Of(Type record) =>
    [
        .. record.GetProperties()
            .Select(property => (property, about: property.GetCustomAttribute<FieldAttribute>()))
            .Where(pair => pair.about is not null)
            .OrderBy(pair => pair.property.MetadataToken)
            .Select(pair => new ScenarioField(pair.property, pair.about!)),
    ];

    /// <summary>Makes a record with its defaults; what is required is still missing.</summary>
    public static object New(Type record) => Activator.CreateInstance(record)!;

    private static bool IsRecordType(Type type) => type.IsClass && type != typeof(string) && type.GetProperties().Any(property => property.IsDefined(typeof(FieldAttribute)));
}
