using System.Runtime.CompilerServices;

namespace Hub.Tests;

/// <summary>Where the sources are that these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "../.."));

    private static string Here([CallerFilePath] string here = "") => here;
}
