using System.Text.Json;

namespace Mesh.Tests.Conformance.Vectors;

/// <summary>One file of docs/vectors, and short ways to its values.</summary>
internal static class VectorFile
{
    public static JsonElement Read(string name)
    {
        using FileStream stream = File.OpenRead(RepositoryFiles.PathOf("docs/vectors/" + name));
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) => element.GetProperty(name).EnumerateArray();

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static byte[] Bytes(this JsonElement element, string name) => Convert.FromHexString(element.Text(name));

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    /// <summary>Numbers that may pass 2^53 stand as text, because many JSON readers round them.</summary>
    public static ulong Number(this JsonElement element, string name) => ulong.Parse(element.Text(name), System.Globalization.CultureInfo.InvariantCulture);

    public static Id128 Id(this JsonElement element, string name) => Id128.Read(element.Bytes(name));
}
