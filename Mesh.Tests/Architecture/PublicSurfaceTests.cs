namespace Mesh.Tests.Architecture;

/// <summary>What Mesh.Core offers is a decision: a change of it shows in Mesh.Core/PublicApi.txt.</summary>
public sealed class PublicSurfaceTests
{
    /// <summary>Set to 1, it makes the test write the file instead of comparing with it.</summary>
    private const string AcceptVariable = "MESH_ACCEPT_PUBLIC_API";

    private const string FileName = "Mesh.Core/PublicApi.txt";

    [Fact]
    public void The_public_surface_is_the_committed_one()
    {
        string path = RepositoryFiles.PathOf(FileName);
        IReadOnlyList<string> now = PublicSurface.Describe(typeof(MeshNode).Assembly);
        if (Environment.GetEnvironmentVariable(AcceptVariable) == "1")
        {
            File.WriteAllText(path, string.Join('\n', now) + '\n');
        }

        string[] committed = File.Exists(path) ? File.ReadAllLines(path) : [];
        IEnumerable<string> faults = now.Except(committed).Select(line => "+ " + line).Concat(committed.Except(now).Select(line => "- " + line));
        Expect.None(faults, $"the public surface equals {FileName}; if the change is meant, run this test with {AcceptVariable}=1 and commit the file");
    }

    [Fact]
    public void No_public_signature_names_a_type_of_a_third_party()
    {
        List<string> faults = [];
        foreach (Type type in typeof(MeshNode).Assembly.GetExportedTypes())
        {
            IEnumerable<Type> named = type.GetMethods().SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType));
            faults.AddRange(named.Where(IsForeign).Select(foreign => $"{type} names {foreign}"));
        }

        Expect.None(faults, "public signatures name the platform's types, Microsoft.Extensions abstractions and our own");
    }

    private static bool IsForeign(Type type)
    {
        string assembly = type.Assembly.GetName().Name!;
        return !(assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || assembly == "Mesh.Core");
    }
}
