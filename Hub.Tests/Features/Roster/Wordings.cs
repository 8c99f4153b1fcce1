namespace Hub.Tests.Features.Roster;

/// <summary>Tables of wordings, with what they mean.</summary>
internal static class Wordings
{
    /// <param name="file">Beside this one: lines of a wording, a bar, and what it means; # begins a remark.</param>
    public static TheoryData<string, string> Of(string file) =>
        [
            .. File.ReadLines(Path.Combine(Repository.Root, "Hub.Tests", "Features", "Roster", file))
                .Where(l => !l.StartsWith('#'))
                .Select(l => l.Split('|'))
                .Select(l => (l[0].Trim(), l[1].Trim())),
        ];
}
