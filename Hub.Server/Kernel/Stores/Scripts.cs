using System.Reflection;

namespace Hub.Kernel.Stores;

/// <summary>The schema: embedded SQL scripts, applied once each in the order of their names.</summary>
internal static class Scripts
{
    /// <summary>The scripts of one kind of store, in their order.</summary>
    public static IReadOnlyList<string> Of(string store)
    {
        var here = Assembly.GetExecutingAssembly();
        return
        [
            .. here.GetManifestResourceNames()
                .Where(n => n.StartsWith(store + "-", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var text = new StreamReader(here.GetManifestResourceStream(name)!);
                    return text.ReadToEnd();
                }),
        ];
    }
}
