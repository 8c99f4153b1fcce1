using System.Globalization;

namespace Hub.Tests.Features.Contest.Scoring;

/// <summary>Published results of other sports, by the schemes that come with the hub. Skating is in
/// <see cref="IsuTests"/>.</summary>
public class PublishedTests
{
    /// <summary>Snowboard halfpipe, men's final, Milano Cortina 2026, 13 February 2026: official results on
    /// olympics.com. Rank, name, published best run; then of each run with a score its number, the published score and
    /// the marks of judges 1 to 6.</summary>
    private const string Halfpipe = """
        1 Totsuka 95.00 / 1 91.00 89 92 91 91 91 91 / 2 95.00 95 95 96 95 95 95
        2 James 93.50 / 1 48.75 50 45 50 46 49 50 / 2 93.50 94 93 94 93 94 93
        3 Yamada 92.00 / 1 92.00 92 88 92 92 92 92 / 3 92.00 93 90 93 91 93 91
        4 Hirano-R 91.00 / 1 90.00 90 90 90 90 90 90 / 2 90.00 90 90 90 90 90 90 / 3 91.00 91 91 91 89 91 91
        5 Guseli 88.00 / 1 35.00 35 35 35 35 35 34 / 3 88.00 89 89 89 87 87 85
        6 Lee 87.50 / 1 24.75 25 24 25 23 25 25 / 2 24.75 24 25 20 24 27 26 / 3 87.50 88 89 88 88 86 86
        7 Hirano-A 86.50 / 1 27.50 28 28 27 26 29 27 / 2 86.50 85 86 87 86 87 88
        8 Pates 77.50 / 1 77.50 78 77 78 77 79 77
        9 Wang 76.00 / 1 17.75 18 17 17 18 19 18 / 2 17.25 18 17 17 17 18 17 / 3 76.00 76 76 76 76 77 76
        10 Barbieri 75.00 / 1 75.00 75 74 75 75 76 75
        11 Josey 70.25 / 1 11.75 15 10 12 12 10 13 / 2 70.25 70 70 70 70 71 71
        12 Melville-Ives 43.00 / 1 43.00 43 42 45 40 45 42
        """;

    [Fact]
    public void All_runs_totals_and_ranks_of_an_olympic_halfpipe_final()
    {
        var rules = Sheet.Example("halfpipe");
        var riders = Halfpipe
            .ReplaceLineEndings("\n")
            .Split('\n')
            .Select(line => line.Split(" / "))
            .Select(parts => (Head: parts[0].Split(' '), Runs: parts[1..].Select(run => run.Split(' ')).ToList()))
            .ToList();
        // the lowest in front, so that the order in which they came says nothing
        var standings = rules.Standings([
            .. riders
                .AsEnumerable()
                .Reverse()
                .SelectMany(r =>
                    r.Runs.SelectMany(run =>
                        run[2..].Select((mark, judge) => $"{r.Head[1]},run,{run[0]},J{judge + 1},{mark}")
                    )
                ),
        ]);
        Assert.Equal(
            riders.Select(r =>
                $"{r.Head[0]} {r.Head[1]} {decimal.Parse(r.Head[2], CultureInfo.InvariantCulture):0.##}"
            ),
            standings.Lines()
        );
        var runs = riders.SelectMany(r => r.Runs.Select(run => (Rider: r.Head[1], Run: run))).ToList();
        Assert.Equal(24, runs.Count);
        Assert.All(
            runs,
            r =>
                Assert.Equal(
                    decimal.Parse(r.Run[1], CultureInfo.InvariantCulture),
                    standings
                        .Single(s => s.Entrant.Number.Text == r.Rider)
                        .Entrant.Reckoning.Tries(rules["run"])
                        .Single(t => t.Attempt == int.Parse(r.Run[0], CultureInfo.InvariantCulture))
                        .Value.Number
                )
        );
    }

    /// <summary>World records of the World Rubik's Cube Championship 2017 (WCA database: 3x3x3 one-handed, Max Park;
    /// Pyraminx, Drew Brads).</summary>
    [Theory]
    [InlineData("12.71 9.76 9.77 10.15 11.01", 10.31)]
    [InlineData("1.52 1.70 2.26 3.21 2.17", 2.04)]
    public void Averages_of_five_that_were_world_records(string solves, decimal published) =>
        Assert.Equal(
            published,
            Sheet
                .Example("average-of-5")
                .Total([.. solves.Split(' ').Select((time, i) => $"solve,{i + 1},T1,{time}")])
                .Number
        );
}
