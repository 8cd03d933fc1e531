using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Mesh.Tests.Architecture;

/// <summary>What an assembly offers to others, one line for each type and member, sorted.</summary>
internal static class PublicSurface
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly IReadOnlyDictionary<Type, string> Keywords = new Dictionary<Type, string>
    {
        [typeof(void)] = "void", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short",
        [typeof(ushort)] = "ushort", [typeof(int)] = "int", [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong",
        [typeof(float)] = "float", [typeof(double)] = "double", [typeof(char)] = "char", [typeof(string)] = "string", [typeof(object)] = "object",
    };

    public static IReadOnlyList<string> Describe(Assembly assembly)
    {
        List<string> lines = [];
        foreach (Type type in assembly.GetExportedTypes())
        {
            lines.Add(DescribeType(type));
            lines.AddRange(type.GetMembers(Declared).Select(DescribeMember).OfType<string>().Select(member => $"{Name(type, withNamespace: true)}.{member}"));
        }

        return [.. lines.Distinct().Order(StringComparer.Ordinal)];
    }

    private static string DescribeType(Type type)
    {
        string kind = type switch
        {
            { IsEnum: true } => "enum",
            { IsInterface: true } => "interface",
            { IsValueType: true } => type.IsByRefLike ? "ref struct" : "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        string based = type.IsEnum ? Enum.GetUnderlyingType(type).Name : type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? Name(parent) : "";
        return $"{Name(type, withNamespace: true)} ({kind}{(based.Length > 0 ? " : " + based : "")})";
    }

    private static string? DescribeMember(MemberInfo member) => member switch
    {
        FieldInfo { IsSpecialName: false } field when IsOffered(field.IsPublic, field.IsFamily, field.IsFamilyOrAssembly) =>
            field.IsLiteral ? $"{field.Name} = {field.GetRawConstantValue()} : {Name(field.FieldType)}" : $"{field.Name} : {Name(field.FieldType)}{Mark(field)}",
        PropertyInfo property when DescribeAccessors(property) is { Length: > 0 } accessors =>
            $"{property.Name}{Parameters(property.GetIndexParameters(), "[", "]")} {{ {accessors}}} : {Name(property.PropertyType)}{Mark(property)}",
        EventInfo occurrence when occurrence.AddMethod is { IsPublic: true } => $"event {occurrence.Name} : {Name(occurrence.EventHandlerType!)}",
        ConstructorInfo maker when IsOffered(maker) => $"new{Parameters(maker.GetParameters(), "(", ")")}",
        MethodInfo method when IsOffered(method) && IsWritten(method) =>
            $"{method.Name}{Generics(method)}{Parameters(method.GetParameters(), "(", ")")} : {Name(method.ReturnType)}{Mark(method.ReturnParameter)}",
        _ => null,
    };

    private static string DescribeAccessors(PropertyInfo property)
    {
        StringBuilder accessors = new();
        if (property.GetMethod is { } getter && IsOffered(getter) && property.Name != "EqualityContract")
        {
            accessors.Append("get; ");
        }

        if (property.SetMethod is { } setter && IsOffered(setter))
        {
            bool isInit = setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit");
            accessors.Append(isInit ? "init; " : "set; ");
        }

        return accessors.ToString();
    }

    /// <summary>Accessors are told with their property, and what every record gets from the compiler tells nothing.</summary>
    private static bool IsWritten(MethodInfo method) =>
        !(method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && method.Name is not ("PrintMembers" or "Finalize" or "GetHashCode")
        && !(method.Name == "Equals" && method.GetParameters()[0].ParameterType == typeof(object));

    private static bool IsOffered(MethodBase method) => IsOffered(method.IsPublic, method.IsFamily, method.IsFamilyOrAssembly) && (method.IsPublic || !method.DeclaringType!.IsSealed);

    private static bool IsOffered(bool isPublic, bool isFamily, bool isFamilyOrAssembly) => isPublic || isFamily || isFamilyOrAssembly;

    private static string Parameters(ParameterInfo[] parameters, string open, string close) =>
        parameters.Length == 0 && open == "[" ? "" : open + string.Join(", ", parameters.Select(parameter => $"{Direction(parameter)}{Name(parameter.ParameterType)}{Mark(parameter)} {parameter.Name}{(parameter.IsOptional ? " = default" : "")}")) + close;

    /// <summary>A question mark where a reference may be null.</summary>
    private static string Mark(object member)
    {
        NullabilityInfoContext context = new();
        NullabilityInfo nullability = member switch
        {
            FieldInfo field => context.Create(field),
            PropertyInfo property => context.Create(property),
            ParameterInfo parameter => context.Create(parameter),
            _ => throw new ArgumentException($"{member.GetType()} has no nullability.", nameof(member)),
        };
        return !nullability.Type.IsValueType && (nullability.ReadState == NullabilityState.Nullable || nullability.WriteState == NullabilityState.Nullable) ? "?" : "";
    }

    private static string Direction(ParameterInfo parameter) =>
        !parameter.ParameterType.IsByRef ? "" : parameter.IsOut ? "out " : parameter.IsIn ? "in " : "ref ";

    private static string Generics(MethodInfo method) => method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Name(Type type, bool withNamespace = false)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Name(underlying) + "?";
        }

        if (Keywords.TryGetValue(type, out string? keyword))
        {
            return keyword;
        }

        string name = type.IsNested && !type.IsGenericParameter ? $"{Name(type.DeclaringType!)}.{type.Name}" : type.Name;
        string plain = name.Split('`')[0];
        string generic = type.IsGenericType ? $"<{string.Join(", ", type.GetGenericArguments().Select(argument => Name(argument)))}>" : "";
        return (withNamespace ? type.Namespace + "." : "") + plain + generic;
    }
}
