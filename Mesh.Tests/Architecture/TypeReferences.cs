using System.Reflection;

namespace Mesh.Tests.Architecture;

/// <summary>
/// Every type that a compiled type refers to: bases, fields, parameters, results, locals, generic arguments, attributes and what its instructions name.
/// Exact where a search through sources would guess; constants and nameof leave no trace here, so using lines are checked in the sources as well.
/// </summary>
internal sealed class TypeReferences
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private readonly HashSet<Type> _found = [];

    private TypeReferences()
    {
    }

    public static IReadOnlySet<Type> Of(Type type)
    {
        TypeReferences references = new();
        references.AddType(type.BaseType);
        foreach (Type contract in type.GetInterfaces())
        {
            references.AddType(contract);
        }

        references.AddAttributes(type);
        foreach (FieldInfo field in type.GetFields(Everything))
        {
            references.AddType(field.FieldType);
            references.AddAttributes(field);
        }

        foreach (MethodBase method in type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)))
        {
            references.AddMethod(method);
        }

        return references._found;
    }

    private void AddMethod(MethodBase method)
    {
        AddAttributes(method);
        AddSignature(method);
        foreach (Type argument in method.IsGenericMethodDefinition ? method.GetGenericArguments() : [])
        {
            foreach (Type constraint in argument.GetGenericParameterConstraints())
            {
                AddType(constraint);
            }
        }

        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (LocalVariableInfo local in body.LocalVariables)
        {
            AddType(local.LocalType);
        }

        Type[] typeArguments = method.DeclaringType!.GetGenericArguments();
        Type[] methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        foreach (int token in IlTokens.Of(body.GetILAsByteArray() ?? []))
        {
            AddMember(method.Module.ResolveMember(token, typeArguments, methodArguments));
        }
    }

    private void AddMember(MemberInfo? member)
    {
        switch (member)
        {
            case Type type:
                AddType(type);
                break;
            case FieldInfo field:
                AddType(field.DeclaringType);
                AddType(field.FieldType);
                break;
            case MethodBase method:
                AddType(method.DeclaringType);
                AddSignature(method);
                foreach (Type argument in method.IsGenericMethod ? method.GetGenericArguments() : [])
                {
                    AddType(argument);
                }

                break;
        }
    }

    private void AddSignature(MethodBase method)
    {
        foreach (ParameterInfo parameter in method.GetParameters())
        {
            AddType(parameter.ParameterType);
        }

        AddType((method as MethodInfo)?.ReturnType);
    }

    private void AddAttributes(MemberInfo member)
    {
        foreach (CustomAttributeData attribute in member.GetCustomAttributesData())
        {
            // An async method's attribute names its own state machine and nothing else.
            AddType(attribute.AttributeType);
        }
    }

    private void AddType(Type? type)
    {
        if (type is null || type.IsGenericParameter)
        {
            return;
        }

        if (type.HasElementType)
        {
            AddType(type.GetElementType());
            return;
        }

        foreach (Type argument in type.IsGenericType ? type.GetGenericArguments() : [])
        {
            AddType(argument);
        }

        _found.Add(type.IsGenericType ? type.GetGenericTypeDefinition() : type);
    }
}
