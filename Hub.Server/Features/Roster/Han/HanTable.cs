namespace Hub.Features.Roster.Han;

/// <summary>Tables of characters that are kept with the hub: lines of a key and its characters.</summary>
internal static class HanTable
{
    public static IEnumerable<(string Key, string Characters)> Lines(string name)
    {
        using var file = new StreamReader(typeof(HanTable).Assembly.GetManifestResourceStream($"Han.{name}")!);
        while (file.ReadLine() is { } line)
            if (line[0] != '#' && line.Split(' ') is [var key, var characters])
                yield return (key, characters);
    }
}
