using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Tests;

/// <summary>What <c>SECURITY.md</c> says of the hub beside OWASP's standard, as far as a test can look.</summary>
public partial class SecurityTests
{
    private static readonly string[] Answers = ["met", "in part", "not met", "does not arise"];

    private static readonly string Section = SectionOf(
        File.ReadAllText(Path.Combine(Repository.Root, "SECURITY.md")).ReplaceLineEndings("\n")
    );

    private static readonly (string Number, string Answer)[] Requirements =
    [
        .. Row().Matches(Section).SelectMany(r => Numbers(r.Groups[1].Value).Select(n => (n, r.Groups[2].Value))),
    ];

    [Fact]
    public void Every_test_class_that_is_named_is_there()
    {
        string[] named = [.. TestClass().Matches(Section).Select(m => m.Groups[1].Value).Distinct()];
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(typeof(SecurityTests).Assembly.GetTypes().Select(t => t.Name)));
    }

    [Fact]
    public void Every_requirement_stands_once_and_the_counts_are_right()
    {
        var twice = Requirements.GroupBy(r => r.Number).Where(g => g.Count() > 1).Select(g => g.Key);
        Assert.Empty(twice);
        Assert.All(Requirements, r => Assert.Contains(r.Answer, Answers));
        var counts = Answers.Select(a => Requirements.Count(r => r.Answer == a)).Append(Requirements.Length);
        Assert.Equal(counts, Counts().Match(Section).Groups[1].Captures.Select(c => Number(c.Value)));
    }

    private static string SectionOf(string page)
    {
        var from = page.IndexOf("\n## OWASP ASVS", StringComparison.Ordinal) + 1;
        var to = page.IndexOf("\n## ", from, StringComparison.Ordinal);
        return to < 0 ? page[from..] : page[from..to];
    }

    /// <summary>Of <c>6.4.4, 6.5.1–6.5.5</c> all six.</summary>
    private static IEnumerable<string> Numbers(string said)
    {
        foreach (var part in said.Split(", "))
        {
            var ends = part.Split('–');
            var ((section, first), (same, last)) = (Halves(ends[0]), Halves(ends[^1]));
            Assert.True(section == same && first <= last, $"{part} is no range within a section.");
            for (var number = first; number <= last; number++)
                yield return $"{section}.{number}";
        }
    }

    private static (string Section, int Number) Halves(string number) =>
        number.LastIndexOf('.') is var dot ? (number[..dot], Number(number[(dot + 1)..])) : default;

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (\d+\.[^|]*) \| [^|]+ \| ([^|]+) \|.*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\|(?: (\d+) \|){5}$", RegexOptions.Multiline)]
    private static partial Regex Counts();

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex TestClass();
}
