namespace Hub.Features.Contest.Scoring;

/// <summary>Worked schemes that come with the hub: to begin with, and to learn from.</summary>
public static class Examples
{
    private const string Ending = ".scheme.json";

    /// <summary>Their names: <c>drone-skills</c>, <c>diving</c>…</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(Examples)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.EndsWith(Ending, StringComparison.Ordinal))
            .Select(n => n[..^Ending.Length])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The file as it is, with its remarks; null when there is none of that name.</summary>
    public static byte[]? Read(string name)
    {
        using var stream = typeof(Examples).Assembly.GetManifestResourceStream(name + Ending);
        if (stream is null)
            return null;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return file;
    }
}
