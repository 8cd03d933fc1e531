namespace Mesh.Simulator.Scenarios;

/// <summary>
/// Describes a property of a record that a scenario file fills: the reader converts and checks by it, the JSON schema and the documentation are made from it.
/// The key in the file is the property's name in kebab-case; a property that is <c>required</c> must be there.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldAttribute(string about) : Attribute
{
    /// <summary>What it means, in one sentence.</summary>
    public string About { get; } = about;

    /// <summary>What its number counts.</summary>
    public Unit Unit { get; init; }

    /// <summary>Least value, in <see cref="Unit"/>'s base.</summary>
    public double Min { get; init; } = double.NegativeInfinity;

    /// <summary>Greatest value, in <see cref="Unit"/>'s base.</summary>
    public double Max { get; init; } = double.PositiveInfinity;

    /// <summary>For which values of the record's <c>kind</c> the key may stand, in kebab-case, comma between; empty for all.</summary>
    public string For { get; init; } = "";

    /// <summary>An example for the error message and the documentation, as it stands in a file.</summary>
    public string Example { get; init; } = "";
}
