using System.Text.RegularExpressions;

namespace Hub.Tests.Web;

/// <summary>Words lie in several files, so that a jobseeker's first page is light. A page that shows a word which nothing on it imports would break.</summary>
public partial class WordsTests
{
    private static readonly string Source = Path.Combine(Repository.Root, "Hub.Client.Web", "src");

    [Fact]
    public void Every_page_imports_the_words_that_it_shows()
    {
        var files = System.IO.Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories).Where(f => f.EndsWith(".svelte", StringComparison.Ordinal) || f.EndsWith(".ts", StringComparison.Ordinal))
            .ToDictionary(f => f, f => TypeImport().Replace(File.ReadAllText(f), ""));
        var apart = files.Where(f => f.Key.Contains($"{Path.DirectorySeparatorChar}words{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).ToDictionary(f => f.Key, f => Word().Matches(f.Value).Select(m => m.Groups[1].Value).ToHashSet());
        Assert.True(apart.Count >= 3 && apart.Values.All(words => words.Count > 5));
        var pages = files.Keys.Where(f => Path.GetFileName(f) == "+page.svelte").ToList();
        Assert.True(pages.Count > 10);
        foreach (var page in pages)
        {
            var (seen, open) = (new HashSet<string>(), new Stack<string>([page]));
            while (open.TryPop(out var file))
                if (seen.Add(file))
                    foreach (Match import in Import().Matches(files[file]))
                        if (Find(file, import.Groups[1].Value) is { } found) open.Push(found);
            var missing = apart.Where(words => !seen.Contains(words.Key)).SelectMany(words => words.Value).ToHashSet();
            Assert.Empty(seen.SelectMany(f => Shown().Matches(files[f]).Select(m => m.Groups[1].Value).Where(missing.Contains).Select(word => $"{Path.GetRelativePath(Source, page)}: {word} in {Path.GetFileName(f)}")));
        }

        string? Find(string from, string path)
        {
            var bare = path.StartsWith("$lib/", StringComparison.Ordinal) ? Path.Combine(Source, "lib", path[5..]) : path.StartsWith('.') ? Path.GetFullPath(path, Path.GetDirectoryName(from)!) : null;
            return new[] { bare, bare + ".ts", bare + ".svelte.ts" }.FirstOrDefault(f => f is not null && files.ContainsKey(f));
        }
    }

    [GeneratedRegex(@"import type [^;]*;")]
    private static partial Regex TypeImport();

    [GeneratedRegex(@"^  (\w+): \[", RegexOptions.Multiline)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?:from|import)\s*\(?\s*""([^""]+)""")]
    private static partial Regex Import();

    [GeneratedRegex(@"\bt\([^)]*?""(\w+)""")]
    private static partial Regex Shown();
}
