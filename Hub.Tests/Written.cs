namespace Hub.Tests;

/// <summary>What is derived from the code and written down, so that whoever reads a change sees what it changes:
/// <c>HUB_WRITE=1</c> before the test command writes it anew.</summary>
internal static class Written
{
    /// <summary>Holds lines to a file of the repository.</summary>
    public static void Same(string file, IReadOnlyList<string> now)
    {
        var path = Path.Combine(Repository.Root, file);
        if (Environment.GetEnvironmentVariable("HUB_WRITE") is "1")
            File.WriteAllText(path, string.Concat(now.Select(l => l + "\n")));
        Assert.Equal(now, File.ReadAllLines(path));
    }

    /// <summary>Holds lines to what stands in a page between <c>generated: NAME</c> and <c>end</c>.</summary>
    public static void SamePart(string page, string name, IReadOnlyList<string> now)
    {
        var all = File.ReadAllLines(Path.Combine(Repository.Root, page));
        var (from, to) = (Array.IndexOf(all, $"<!-- generated: {name} -->") + 1, 0);
        Assert.True(from > 0, $"{page} has no part {name}.");
        to = Array.IndexOf(all, "<!-- end -->", from);
        Same(page, [.. all[..from], .. now, .. all[to..]]);
    }
}
