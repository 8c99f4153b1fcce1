using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Hub.Kernel;

/// <summary>What the deserializer lets pass, or fails at, and no rule expects: a null in a list or dictionary whose
/// type says that it holds none, one of several shapes that does not say which it is, and a word made of two, as in
/// <c>median, product</c>, which it adds up to a value that there is not.</summary>
public static class StrictJson
{
    /// <summary>A modifier for a <see cref="DefaultJsonTypeInfoResolver"/>; all become a
    /// <see cref="JsonException"/>.</summary>
    public static void Demand(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
            return;
        if (type is { PolymorphismOptions.TypeDiscriminatorPropertyName: var says, Type.IsAbstract: true })
            type.CreateObject = () => throw new JsonException($"'{says}' is missing, which says what it is.");
        var nullability = new NullabilityInfoContext();
        var lists = type
            .Properties.Where(p => p is { Get: not null, AttributeProvider: PropertyInfo })
            .Select(p => (p.Name, p.Get, Item: ItemOf(nullability.Create((PropertyInfo)p.AttributeProvider!))))
            .Where(p => p.Item is not null && Forbids(p.Item))
            .ToArray();
        var words = type
            .Properties.Where(p =>
                p.Get is not null && (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType).IsEnum
            )
            .Select(p => (p.Name, p.Get, Type: Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType))
            .ToArray();
        if (lists.Length + words.Length > 0)
            type.OnDeserialized = read =>
            {
                foreach (var (name, get, item) in lists)
                    if (HasNull(get!(read), item!))
                        throw new JsonException($"'{name}' holds a null.");
                foreach (var (name, get, kind) in words)
                    if (get!(read) is { } word && !Enum.IsDefined(kind, word))
                        throw new JsonException($"'{name}' is no word that is known.");
            };
    }

    /// <summary>What a list, or a dictionary by its keys, is made of; null: it is neither.</summary>
    private static NullabilityInfo? ItemOf(NullabilityInfo of) =>
        of.Type == typeof(string) || !of.Type.IsAssignableTo(typeof(IEnumerable))
            ? null
            : of.ElementType ?? of.GenericTypeArguments.LastOrDefault();

    private static bool Forbids(NullabilityInfo item) =>
        !item.Type.IsValueType
        && (item.ReadState is NullabilityState.NotNull || ItemOf(item) is { } inner && Forbids(inner));

    private static bool HasNull(object? list, NullabilityInfo item)
    {
        var inner = ItemOf(item) is { } of && Forbids(of) ? of : null;
        foreach (var one in list is IDictionary named ? named.Values : list as IEnumerable ?? Array.Empty<object>())
            if (one is null ? item.ReadState is NullabilityState.NotNull : inner is not null && HasNull(one, inner))
                return true;
        return false;
    }
}
