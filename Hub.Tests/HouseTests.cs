using System.Text.RegularExpressions;

namespace Hub.Tests;

/// <summary>Which folder may know which: features know the ledger, the screens and badges, never each other.</summary>
public partial class HouseTests
{
    [Theory]
    [InlineData("Ledger", "")]
    [InlineData("Live", "Ledger")]
    [InlineData("Access", "Ledger Live")]
    [InlineData("Contest", "Ledger Live Access Rosters")]
    [InlineData("Contest/Scoring", "Contest Rosters")]
    [InlineData("Custom", "Ledger Live Access")]
    [InlineData("Displays", "Ledger Live Access")]
    [InlineData("Floor", "Ledger Live Access Rosters")]
    [InlineData("Rosters", "")]
    [InlineData("Demo", "")]
    public void A_folder_imports_only_what_it_may(string folder, string may)
    {
        var files = System.IO.Directory.GetFiles(Path.Combine(Repository.Root, "Hub.Server", folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Empty(Named().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value).Distinct().Except([folder, .. may.Split(' ')])));
    }

    [GeneratedRegex(@"\bHub\.(Ledger|Live|Access|Contest|Custom|Displays|Floor|Rosters|Demo|Web|Cli)\b")]
    private static partial Regex Named();
}
