using System.Text.Json.Serialization;

namespace Mesh.Node.Doctor;

/// <summary>Facts as JSON, both ways, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Facts))]
internal sealed partial class FactsJson : JsonSerializerContext;
