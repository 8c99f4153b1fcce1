using System.Globalization;
using Hub.Features.Contest;
using Hub.Features.Contest.Scoring;
using Hub.Features.Custom;
using Hub.Features.Roster;
using Hub.Sheets;

namespace Hub.Tests;

public class BoundsTests
{
    [Fact]
    public void The_bounds_are_those_that_the_operators_page_says()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/operating.md"));
        page = page[page.IndexOf("## Bounds", StringComparison.Ordinal)..];
        foreach (
            var said in (FormattableString[])
                [
                    $"a list of contestants or a scheme {CheckScheme.MostBytes >> 20} MB",
                    $"an XLS {Tally.OldFile >> 20} MB",
                    $"{Tally.Unpacked >> 20} MB, {Tally.Sheets} sheets",
                    $"{Tally.Rows:N0} rows, numbered up to {Tally.LastRow:N0}",
                    $"{Tally.Columns} columns; {Tally.Cells:N0} filled cells",
                    $"{Tally.CellText:N0} characters in a cell, {Tally.Text:N0} in all",
                    $"{ImportRoster.MostEmployers:N0} employers, {ImportRoster.MostPositions:N0} positions",
                    $"{ImportTurn.MostWaiting} wait, {ImportTurn.Longest.TotalSeconds} seconds each",
                    $"| {ContestOfFair.MostContests} |",
                    $"{ContestOfFair.MostContestants:N0}; with all their marks and values",
                    $"{ContestOfFair.MostValues:N0}",
                    $"{SchemeBounds.Parts:N0} modules and criteria",
                    $"{SchemeBounds.Chain} in a chain",
                    $"{SchemeBounds.ValuesEach:N0} marks and values of one contestant",
                    $"{SchemeBounds.Panels} panels of 50 seats, {SchemeBounds.Seats} seats in all",
                    $"{SchemeBounds.Awards} awards; {SchemeBounds.Ties} tie rules",
                    $"{SchemeBounds.Steps} steps of a part, {SchemeBounds.Rows} rows of a table",
                    $"{SchemeBounds.Name} characters; ids and other words {SchemeBounds.Word}",
                    $"name {DefineContest.LongestName} characters, affiliation {DefineContest.LongestAffiliation}",
                    $"{ContestOfFair.LongestReason} characters",
                    $"{Readings.MostRows} rows of {CustomBoards.MostBytes >> 10} KB",
                    $"{Readings.MostNames:N0} with those removed",
                ]
        )
            Assert.Contains(said.ToString(CultureInfo.InvariantCulture), page);
    }
}
