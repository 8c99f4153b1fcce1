using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hub.Tests;

/// <summary>Reads from compiled code which room of the house knows which. A room is a namespace:
/// <c>Features.Queues</c>, <c>Kernel.Facts</c>, <c>Host</c>; what lies deeper is part of it.</summary>
internal static class House
{
    /// <summary>A line for each room that knows others, <c>Room: others</c>, all in order.</summary>
    public static IEnumerable<string> Arrows(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly);
        return module
            .GetTypes()
            .SelectMany(type => Known(type).SelectMany(Parts).Select(known => (From: RoomOf(type), To: RoomOf(known))))
            .Where(a => a.From is not null && a.To is not null && a.From != a.To)
            .GroupBy(a => a.From!, a => a.To!)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"{g.Key}: {string.Join(' ', g.Distinct().Order(StringComparer.Ordinal))}")
            .ToList();
    }

    private static string? RoomOf(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type.Namespace.Split('.') switch
        {
            ["Hub", ("Features" or "Kernel") and var wing, var room, ..] => $"{wing}.{room}",
            ["Hub", var room, ..] => room,
            _ => null,
        };
    }

    /// <summary>A type with its arguments and elements.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) =>
        type switch
        {
            GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
            TypeSpecification of => Parts(of.ElementType),
            _ => [type],
        };

    private static IEnumerable<TypeReference> Known(TypeDefinition type) =>
        [
            .. type.BaseType is { } parent ? [parent] : (TypeReference[])[],
            .. type.Interfaces.Select(i => i.InterfaceType),
            .. type.Fields.Select(f => f.FieldType),
            .. type.CustomAttributes.SelectMany(Known),
            .. type.Methods.SelectMany(Known),
        ];

    private static IEnumerable<TypeReference> Known(CustomAttribute attribute) =>
        attribute.ConstructorArguments.Select(a => a.Value).OfType<TypeReference>().Prepend(attribute.AttributeType);

    private static IEnumerable<TypeReference> Known(MethodDefinition method) =>
        [
            method.ReturnType,
            .. method.Parameters.Select(p => p.ParameterType),
            .. method.HasBody ? method.Body.Variables.Select(v => v.VariableType) : [],
            .. method.HasBody ? method.Body.Instructions.SelectMany(Known) : [],
        ];

    private static IEnumerable<TypeReference> Known(Instruction instruction) =>
        instruction.Operand switch
        {
            TypeReference type => [type],
            GenericInstanceMethod generic => generic.GenericArguments.Append(generic.DeclaringType),
            MethodReference method => method
                .Parameters.Select(p => p.ParameterType)
                .Append(method.ReturnType)
                .Append(method.DeclaringType),
            FieldReference field => [field.DeclaringType, field.FieldType],
            _ => [],
        };
}
