using System.Diagnostics.CodeAnalysis;

namespace Hub.Kernel.Ids;

public static class AnyId
{
    /// <summary>An id that may be missing.</summary>
    public static T? Maybe<T>(string? text)
        where T : struct, IId<T> => text is null ? null : T.Of(text);

    /// <returns>False only where there is no text.</returns>
    public static bool TryParse<T>([NotNullWhen(true)] string? text, out T id)
        where T : struct, IId<T>
    {
        id = text is null ? default : T.Of(text);
        return text is not null;
    }

    /// <summary>Whether a type, or what it makes optional, is an id.</summary>
    public static bool Is(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type)
            .GetInterfaces()
            .Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IId<>));
}
