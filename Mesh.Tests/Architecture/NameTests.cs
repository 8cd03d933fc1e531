using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Mesh.Tests.Architecture;

/// <summary>What types are called and how they are shaped.</summary>
public sealed partial class NameTests
{
    /// <summary>Words that say nothing about what a type is, wherever they stand in its name.</summary>
    private static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities", "Misc", "Common"];

    /// <summary>Words that say nothing as the last of a name; a data folder is a folder, folder data is anything.</summary>
    private static readonly string[] EmptyNouns = ["Info", "Data", "Object", "Impl", "Processor"];

    private static readonly Assembly[] Ours = [typeof(MeshNode).Assembly, Assembly.Load("mesh"), Assembly.Load("mesh-sim")];

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        Expect.None(
            Ours.Append(typeof(NameTests).Assembly).SelectMany(WrittenTypes).Where(type => SaysNothing(type.Name.Split('`')[0])).Select(type => type.FullName!),
            $"no type is a {string.Join(", ", EmptyWords.Concat(EmptyNouns))}: say what it is");
    }

    [Fact]
    public void Classes_are_sealed()
    {
        Expect.None(
            Ours.SelectMany(WrittenTypes).Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false }).Select(type => type.FullName!),
            "composition, no inheritance: a class is sealed, static, or an abstract record of events");
    }

    [Fact]
    public void No_state_is_static()
    {
        List<string> faults = [];
        foreach (FieldInfo field in typeof(MeshNode).Assembly.GetTypes().Where(IsWritten).SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)))
        {
            bool isFixed = field.IsLiteral || (field.IsInitOnly && !IsMutable(field.FieldType));
            if (!isFixed && !IsGenerated(field))
            {
                faults.Add($"{field.DeclaringType}.{field.Name}");
            }
        }

        Expect.None(faults, "several nodes live in one process, so nothing mutable is static");
    }

    [Fact]
    public void Tests_are_named_by_sentences()
    {
        Expect.None(
            typeof(NameTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()).Where(method => method.GetCustomAttributes<FactAttribute>().Any() && !method.Name.Contains('_', StringComparison.Ordinal)).Select(method => $"{method.DeclaringType}.{method.Name}"),
            "a test's name is a sentence with underscores that says what holds");
    }

    private static bool SaysNothing(string name)
    {
        string[] words = [.. Words().Matches(name).Select(word => word.Value)];
        return words.Any(EmptyWords.Contains) || (words.Length > 0 && EmptyNouns.Contains(words[^1]));
    }

    private static IEnumerable<Type> WrittenTypes(Assembly assembly) => assembly.GetTypes().Where(IsWritten);

    private static bool IsWritten(Type type) =>
        !type.Name.Contains('<', StringComparison.Ordinal)
        && type.Namespace?.StartsWith("Mesh", StringComparison.Ordinal) == true
        && !IsGenerated(type)
        && (type.DeclaringType is null || IsWritten(type.DeclaringType));

    private static bool IsGenerated(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false)
        || member.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute), inherit: false);

    private static bool IsMutable(Type type)
    {
        string name = type.IsGenericType ? type.GetGenericTypeDefinition().Name : type.Name;
        return name.StartsWith("Concurrent", StringComparison.Ordinal)
            || name is "Dictionary`2" or "List`1" or "HashSet`1" or "Queue`1" or "Stack`1" or "Channel`1" or "SemaphoreSlim" or "Timer" or "Lock" or "ThreadLocal`1" or "AsyncLocal`1"
            || name.StartsWith("ConditionalWeakTable", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Words();
}
